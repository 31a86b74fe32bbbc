/** What a template is called: a built-in one by the dictionaries, one of the house as it was named. */
import { useTranslation } from '../../i18n.ts'
import type { BuiltInId } from '../../../shared/templates/built-in.ts'

const words = {
  'built-in-town': 'templates.name_town',
  'built-in-bureau': 'templates.name_bureau',
  'built-in-school': 'templates.name_school',
  'built-in-campaign': 'templates.name_campaign',
} as const satisfies Record<BuiltInId, string>

const isNamed = (id: string): id is BuiltInId => Object.hasOwn(words, id)

export function useTemplateName(): (template: { readonly id: string; readonly name: string }) => string {
  const { t } = useTranslation()
  return ({ id, name }) => (isNamed(id) ? t(words[id]) : name)
}
