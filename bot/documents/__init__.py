"""The verdict as a document: Word, PDF, a picture and JSON, made of one report, and the record read back from them."""
