"""`python -m studyreport` is `studyreport`."""

from studyreport.cli import main

if __name__ == "__main__":
    main()
