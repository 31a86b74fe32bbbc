/** What POST /tables answers: the rows of a spreadsheet's first sheet, blank ones too, by their numbers. */

export type TableAnswer = { readonly rows: readonly (readonly string[])[] }
