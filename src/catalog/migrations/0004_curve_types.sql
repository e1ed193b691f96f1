-- What a curve holds: float64, utf8, list<float64>, ... A list has a range too, so a range does not make a curve a number. NULL: an older program
-- wrote it, and the file itself says.
ALTER TABLE curve_metadata ADD COLUMN type TEXT;
