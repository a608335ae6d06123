"""Events and properties: strict for what is asked, lenient for what is past."""
