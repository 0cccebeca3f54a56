"""Let `python -m clearsight` do what `clearsight` does."""

from clearsight.cli.main import main

if __name__ == "__main__":
    main()
