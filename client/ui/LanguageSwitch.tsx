/** The other language, one press away. */
import { Button } from '@mantine/core'
import { otherThan, useLanguage, useTranslation } from '../i18n.ts'

export function LanguageSwitch() {
  const { t } = useTranslation()
  const { language, choose } = useLanguage()
  const other = otherThan(language)
  return (
    <Button
      variant="subtle"
      color="gray"
      size="sm"
      px="xs"
      className="quiet"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => choose(other)}
    >
      {t('common.otherLanguage')}
    </Button>
  )
}
