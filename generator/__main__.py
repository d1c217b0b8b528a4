"""`python -m generator` is the command `readout`."""

from generator.cli import main

main(prog_name="readout")
