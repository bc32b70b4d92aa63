"""Reports as PDF and DOCX.  Blind: these modules own no tables and ask none; finished words in, bytes out."""
