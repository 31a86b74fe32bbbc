/** What is done to the list, each with its way back. */
import { useTranslation } from '../../i18n.ts'
import type { HouseEntry } from '../../../shared/api.ts'
import type { HouseWords } from '../../../shared/house-list.ts'
import { ApiError } from '../../api/call.ts'
import { keys, useCall } from '../../api/queries.ts'
import { tell } from '../../ui/notice.ts'
import { tellWithUndo } from '../../ui/undo-notice.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'

type Answers = { readonly onSaved: () => void; readonly onProblem: (words: string) => void }

export type HouseEdits = {
  readonly isBusy: boolean
  readonly save: (before: HouseEntry | null, words: HouseWords, answers: Answers) => void
  readonly remove: (entry: HouseEntry) => void
  /** `before`: as the list is now, so that what was changed can be put back. */
  readonly bring: (entries: readonly HouseWords[], before: readonly HouseEntry[], onDone: () => void) => void
}

export function useHouseEdits(): HouseEdits {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const touched = [keys.house]
  const add = useCall('addHouseEntry', touched)
  const change = useCall('changeHouseEntry', touched)
  const remove = useCall('deleteHouseEntries', touched)
  const restore = useCall('restoreHouseEntries', touched)
  const bring = useCall('importHouse', touched)
  const onError = fail
  const drop = (ids: string[]) => remove.mutate([{}, { ids }], { onError })
  return {
    isBusy: add.isPending || change.isPending || bring.isPending,
    save(before, words, { onSaved, onProblem }) {
      const saved = t('house.saved', { wording: words.wording })
      const told = {
        onError: (error: Error) => {
          if (error instanceof ApiError && error.code === 'name-taken')
            onProblem(t('house.same', { wording: words.wording }))
          else fail(error)
        },
      }
      if (before === null)
        return add.mutate([{}, words], {
          ...told,
          onSuccess: ({ id }) => {
            onSaved()
            tellWithUndo(saved, () => drop([id]))
          },
        })
      change.mutate([{ entryId: before.id }, words], {
        ...told,
        onSuccess: () => {
          onSaved()
          tellWithUndo(saved, () => change.mutate([{ entryId: before.id }, wordsOf(before)], { onError }))
        },
      })
    },
    remove(entry) {
      remove.mutate([{}, { ids: [entry.id] }], {
        onError,
        onSuccess: () =>
          tellWithUndo(t('house.removed', { wording: entry.wording }), () =>
            restore.mutate([{}, { ids: [entry.id] }], { onError }),
          ),
      })
    },
    bring(entries, before, onDone) {
      bring.mutate([{}, { entries: [...entries] }], {
        onError,
        onSuccess: ({ addedIds, changedIds }) => {
          onDone()
          const n = addedIds.length + changedIds.length
          if (n === 0) return tell(t('house.importNothing'))
          const old = before.filter(({ id }) => changedIds.includes(id)).map(wordsOf)
          tellWithUndo(t('house.imported', { n }), () => {
            if (addedIds.length > 0) drop(addedIds)
            if (old.length > 0) bring.mutate([{}, { entries: old }], { onError })
          })
        },
      })
    },
  }
}

const wordsOf = ({ kind, wording, instead, rank, note }: HouseWords) => ({
  kind,
  wording,
  instead,
  rank,
  note,
})
