"""Opening what people hand over: folders, zips, text, workbooks and XML, safely.

Nothing here knows any return. A file becomes *parts*: a CSV is one part, a workbook one
part for each sheet, an XML file one part. A return recognises a part by its content and
turns it into typed tables. Whatever cannot be used is set aside with a `Problem`.
"""
