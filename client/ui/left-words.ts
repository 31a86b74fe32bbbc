/** What of a file is no line of text, in sentences, for pages that hold lines alone. */
import { useTranslation } from '../i18n.ts'
import type { LeftOut } from '../intake/lines-of.ts'

/** Names of images that one sentence lists. */
const mostNames = 8

export function useLeftWords(): (left: LeftOut | undefined) => string[] {
  const { t } = useTranslation()
  return left => {
    if (!left) return []
    const between = t('handIn.fileLeftMark')
    const kinds = left.kinds.map(kind => t(`intake.remark_${kind}`)).join(between)
    const names = left.images.filter(name => name !== '').slice(0, mostNames)
    const called = names.length === 0 ? '' : t('handIn.imagesCalled', { names: names.join(between) })
    return [
      ...(kinds === '' ? [] : [`${t('handIn.fileLeft')} ${kinds}`]),
      ...(left.images.length === 0 ? [] : [t('handIn.imagesLeft', { n: left.images.length, called })]),
    ]
  }
}
