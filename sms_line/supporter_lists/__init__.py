"""Lists of supporters as files: read, checked row by row, brought in; and written out again."""
