# The front door. `make demo` and `make test` need nothing but git and make on Debian 12: tools/setup installs what is missing.
.PHONY: help setup build demo test check fuzz bench bench-operators docs install format clean

help:
	@echo 'make demo      build, import the sample wells, run the quicklook pipeline, show the result'
	@echo 'make test      build and run all tests'
	@echo 'make build     the program at build/mudrock'
	@echo 'make check     analysers, sanitizers, format (what CI adds to the tests)'
	@echo 'make bench     measure; make bench-operators: rows per second of every operator against its bar'
	@echo 'make fuzz      every fuzz target for 20 minutes (SECONDS_EACH=1200)'
	@echo 'make docs      write docs/operators and the figures of docs/calibration.md anew'
	@echo 'make install   into /usr/local (PREFIX=..., DESTDIR=...)'
	@echo 'make format    clang-format over the C sources; make clean: remove what was built'

setup:
	@tools/setup

build: setup
	@tools/build
	@tools/build-web

demo: build
	@build/mudrock demo --workspace mudrock-workspace

test: build
	@tools/setup test
	@tools/run-tests

check:
	@tools/setup check
	@tools/check

SECONDS_EACH ?= 1200
fuzz:
	@tools/setup check
	@tools/fuzz $(SECONDS_EACH)

bench-operators: build
	@bench/operators

bench: build
	@bench/quicklook_memory
	@bench/validate_load
	@bench/event_streams
	@bench/plot_route
	@bench/las_vs_lasio.py

docs: build
	@tools/docs

PREFIX ?= /usr/local
install: build
	@meson configure build --prefix $(PREFIX) && tools/build
	@DESTDIR=$(DESTDIR) meson install -C build --no-rebuild

format:
	@git ls-files 'src/*.[ch]' 'include/*.h' 'tests/*.[ch]' 'tools/*.[ch]' 'bench/*.[ch]' | xargs clang-format -i

clean:
	@rm -rf build build-*
