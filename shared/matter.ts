/**
 * Front and back matter between reports: how it is kept and changed, and what another report takes along.
 *
 * 1. Rows are older than some of its fields: what a row does not say reads as emptyMatter has it.
 * 2. What belongs to one document alone (numbers, dates, 签发人, line breaks of the title) goes along nowhere.
 */
import { emptyMatter, type Matter } from './report.ts'

/** A row's JSON as Matter. */
export function readMatter(stored: string): Matter {
  const matter: Partial<Matter> = JSON.parse(stored)
  return { ...emptyMatter, ...matter }
}

export type MatterChange = { readonly [Field in keyof Matter]?: Matter[Field] | undefined }

/** `change` over `matter`, leaving out what it does not say. */
export function changeMatter(matter: Matter, change: MatterChange | undefined): Matter {
  const said = Object.entries(change ?? {}).filter(([, value]) => value !== undefined)
  return { ...matter, ...Object.fromEntries(said) }
}

/** The form of a document, which a template keeps. */
export type MatterForm = Pick<Matter, 'kind' | 'letterhead' | 'contents' | 'seal' | 'imprint'>

export function formOf({ kind, letterhead, contents, seal, imprint }: Matter): MatterForm {
  return {
    kind,
    letterhead: letterhead && {
      ...letterhead,
      copyNumber: '',
      urgency: 'none',
      documentNumber: '',
      signers: [],
    },
    contents,
    seal,
    imprint: imprint && { ...imprint, printedOn: null },
  }
}

/** What the report of another period takes along. */
export function nextMatter(matter: Matter): Matter {
  return { ...matter, ...formOf(matter), titleLines: [], date: null }
}
