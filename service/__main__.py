"""`python -m service` is `dateline`."""

from service.cli import main

if __name__ == "__main__":
    main()
