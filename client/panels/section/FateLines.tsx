/** Lines of a 来稿, each with what became of it. */
import { useTranslation } from '../../i18n.ts'
import type { Report, ResponseOf } from '../../../shared/api.ts'
import { shortName } from '../../../shared/outline.ts'
import './fate-lines.css'

type Props = {
  readonly lines: ResponseOf<'getFates'>[number]['lines']
  readonly sections: Report['sections']
}

export function FateLines({ lines, sections }: Props) {
  const { t } = useTranslation()
  const namesOf = (ids: readonly string[]) =>
    ids
      .map(id => sections.find(one => one.id === id))
      .flatMap(section => (section ? [shortName(section)] : []))
      .join(t('common.listComma'))
  return (
    <ul className="fate-lines">
      {lines
        .filter(({ text }) => text.trim() !== '')
        .map(({ text, fate, sectionIds }, at) => (
          <li key={`${at}-${text.slice(0, 12)}`}>
            <span>{text}</span>
            {fate && (
              <span className="fate" data-fate={fate}>
                {t(`outline.fate_${fate}`, { sections: namesOf(sectionIds) })}
              </span>
            )}
          </li>
        ))}
    </ul>
  )
}
