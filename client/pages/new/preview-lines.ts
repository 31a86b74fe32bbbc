/** Sections of a template or of an earlier report as lines of the preview, their years moved on. */
import { useTranslation } from '../../i18n.ts'
import type { Department, TemplateSection } from '../../../shared/api.ts'
import { formatNumber, headingCounter } from '../../../shared/numbering.ts'
import type { PreviewLine } from './OutlinePreview.tsx'

type Outlined = Omit<TemplateSection, 'dueBefore'>

export function usePreviewLines(
  sections: readonly Outlined[],
  move: (text: string) => string,
  departments: readonly Department[] | undefined,
): PreviewLine[] {
  const { t } = useTranslation()
  const counter = headingCounter()
  const nameOf = new Map(departments?.map(({ id, name }) => [id, name]))
  return sections.map(section => {
    const { heading, level, numbered, role, floor, ceiling, leadId, coIds, guidance } = section
    const held = [...(leadId === null ? [] : [leadId]), ...coIds].flatMap(id => nameOf.get(id) ?? [])
    const lengths = [
      ...(ceiling === null ? [] : [t('templates.ceiling', { n: ceiling })]),
      ...(floor === null ? [] : [t('templates.floor', { n: floor })]),
    ]
    return {
      level,
      number: numbered ? formatNumber(level, counter.next(level)) : '',
      heading: move(heading) || (role ? t(`outline.partRole_${role}`) : t('outline.untitled')),
      facts: [...held, ...lengths],
      guidance: move(guidance),
    }
  })
}
