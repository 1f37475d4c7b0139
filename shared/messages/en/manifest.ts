/** What is wrong with a list of people and bundles, as a whole or line by line. */
export const manifest = {
  'error.manifest.empty':
    'There is nothing below the header of this file, so nothing was sent. Write one line for each person.',
  'error.manifest.no-header':
    'The header of this file has no column “{column}”, so nothing was sent. Begin the file with a line that names its columns: name, reference, bundle and quantity.',
  'error.manifest.duplicate-column':
    'The header of this file has the column “{column}” more than once, so nothing was sent. Delete or rename all but one of them.',
  'error.manifest.too-large':
    'This list is too long: {what, select, size {the file has more than {max, number} MB} rows {it has more than {max, number} lines} other {it asks for more than {max, number} eSIMs}}. Nothing was sent; divide it into several files.',
  'error.manifest.unreadable':
    'This file cannot be read as a list: {line, plural, =0 {it is neither a CSV file nor an Excel workbook} other {a quotation mark that opens in line {line} or below is never closed}}. Nothing was sent; in the spreadsheet save the list as “CSV UTF-8”, then choose it again.',
  'error.manifest.no-workbook':
    'This file is no Excel workbook that can be read, so nothing was sent. Save the list as XLSX or as “CSV UTF-8”, then choose it again.',
  'error.manifest.old-workbook':
    'This is the file of an old Excel, or one with a password, so nothing was sent. Save the list as XLSX without a password or as “CSV UTF-8”, then choose it again.',
  'error.manifest.wrong-rows':
    'Nothing was sent, because {count, plural, one {one line is} other {# lines are}} wrong, beginning with line {line}. Correct the file, or leave out {count, plural, one {that line} other {those lines}}.',
  'error.manifest.nothing':
    'Every line of this list is left out, so nothing was sent. Keep at least one that is right.',
  'error.manifest.no-column':
    'The header of this file has no column “{column}”, so nothing was sent. Write the column as it stands in the header.',
  'error.manifest.bundle-twice':
    'This list names bundles itself, so nothing was sent. Leave out the bundle for all of them, or delete the column.',
  'error.manifest.letters':
    'The letters of this file can be read in several ways, of which “{name}” is the likeliest, so nothing was sent. Look at the names and choose the right way (on the command line: --encoding), or save the list as “CSV UTF-8”.',
  'error.manifest.no-encoding':
    'This encoding is not known, so nothing was done. Known are UTF-8, UTF-16LE, UTF-16BE, {names}.',
  'error.manifest.like-quantity':
    'The column “{column}” looks like a quantity, but its header means nothing here, so nothing was sent. Name it “quantity”, or say which column is the quantity (on the command line: --column quantity=HEADER, or --column quantity= for none).',
  'error.manifest.repeats':
    'Nothing was sent, because {count, plural, one {some lines ask} other {in # places lines ask}} for the same bundle for the same person, first the lines {lines}. Leave out what is there twice, or say that it is meant (on the command line: --repeats-are-meant).',
  'error.manifest.gone': 'The station no longer holds this list, so nothing was sent. Choose the file again.',

  'error.manifest.code':
    'This line has an activation code in a field for texts, so nothing is sent for it. Take the code out, or leave the line out.',
  'error.manifest.no-bundle':
    'This line names no bundle, so nothing is sent for it. Write one from the stock list, or leave the line out.',
  'error.manifest.unknown-bundle':
    'The bundle “{bundle}” is not in stock on this account, so nothing is sent for this line. Write one from the stock list, or leave the line out.',
  'error.manifest.bundle-case':
    'There is no bundle “{bundle}”, but there is “{suggestion}”: capitals matter in bundle names. Nothing is sent for this line; use that spelling, or leave the line out.',
  'error.manifest.quantity':
    'The quantity of this line is not a whole number from 1 to {max, number}, so nothing is sent for it. Correct the number, or leave the line out.',
  'error.manifest.stock':
    'For this line the stock has {left, plural, =0 {nothing} one {only # bundle} other {only # bundles}} left of “{bundle}”, which is not enough for {wanted, number}. Nothing is sent for it; buy more stock, or leave the line out.',
  'error.manifest.name':
    'The name in this line is longer than {max} characters, so nothing is sent for it. Shorten it, or leave the line out.',
  'error.manifest.reference':
    'The reference in this line is longer than {max} characters, so nothing is sent for it. Shorten it, or leave the line out.',
  'error.manifest.cells':
    'This line has {cells, plural, one {# cell} other {# cells}} where the header names {columns, plural, one {# column} other {# columns}}, so nothing is sent for it. Correct the line, or leave it out.',
  'error.manifest.quotes':
    'The quotation marks in this line do not match, so it may have swallowed the next one. Nothing is sent for it; correct the line, or leave it out.',

  'error.iccids.empty':
    'This list names no eSIM, so nothing was sent. Write one ICCID on each line, or give a table with a column “iccid”.',
  'error.iccids.unreadable':
    'In {count, plural, one {one place} other {# places}} of this list there is no ICCID where one should be, first in line {line}, column {column}, so nothing was spent. One has 18 to 20 digits and begins with 89; correct the list, or take the line out.',

  'manifest.unread':
    '{count, plural, one {This column means} other {These columns mean}} nothing here, and {count, plural, one {it is} other {they are}} not read: {columns}.',
  'manifest.repeated': 'Lines {lines} ask for the same bundle for the same person.',
  'manifest.letters': 'Read as “{name}”, the first names are: {names}.',

  'error.file.read': 'The file {file} could not be read, so nothing was done. Check its name and try again.',
} as const;
