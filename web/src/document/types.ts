// The pipeline document as the editor holds it: the JSON itself, fields it does not know included.
import type { Json, JsonObject } from '../api/types';

export type NodeKind = 'ingestion' | 'operator' | 'output';

export interface NodeMetadata extends JsonObject {
  position: [number, number];
}

export interface DagNode extends JsonObject {
  id: string;
  name: string;
  dependencies: string[];
  node_type: JsonObject & { type: NodeKind };
}

export interface Dag extends JsonObject {
  id: string;
  name: string;
  project_id: string;
  version: string;
  nodes: DagNode[];
}

export type Path = (string | number)[];

export function isDag(value: Json): value is Dag {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.id === 'string' && Array.isArray(value.nodes)
  );
}

export function nodeKind(node: DagNode): NodeKind {
  return node.node_type.type;
}

export function operatorId(node: DagNode): string | null {
  return typeof node.node_type.operator_id === 'string' ? node.node_type.operator_id : null;
}

export function parametersOf(node: DagNode): JsonObject {
  return (node.node_type.parameters ?? {}) as JsonObject;
}

export function metadataOf(node: DagNode): JsonObject {
  return (node.metadata ?? {}) as JsonObject;
}

export function positionOf(node: DagNode): { x: number; y: number } | null {
  const p = metadataOf(node).position;
  return Array.isArray(p) && typeof p[0] === 'number' && typeof p[1] === 'number' ? { x: p[0], y: p[1] } : null;
}
