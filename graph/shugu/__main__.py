"""`python -m shugu` is the command `shugu`."""

from shugu.cli.main import run

if __name__ == "__main__":
    run()
