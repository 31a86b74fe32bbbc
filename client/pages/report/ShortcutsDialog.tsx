/** The list of keys. */
import { Modal } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'

type Props = { readonly opened: boolean; readonly onClose: () => void }

const groups = [
  {
    title: 'keys_title',
    keys: [
      ['key_help', '?'],
      ['key_toOutline', 'Alt+1'],
      ['key_toSheet', 'Alt+2'],
      ['key_toPanel', 'Alt+3'],
      ['key_read', 'Alt+4'],
      ['key_find', 'Ctrl+H'],
      ['key_search', 'Ctrl+K /'],
    ],
  },
  {
    title: 'keys_outline',
    keys: [
      ['key_up', '↑ ↓'],
      ['key_open', 'Enter'],
      ['key_moveUp', 'Alt+↑ Alt+↓'],
      ['key_indent', 'Alt+→ Alt+←'],
      ['key_rename', 'F2'],
      ['key_add', 'Insert'],
      ['key_delete', 'Delete'],
    ],
  },
  {
    title: 'keys_sheet',
    keys: [
      ['key_bold', 'Ctrl+B'],
      ['key_undo', 'Ctrl+Z Ctrl+Y'],
      ['key_imageWidth', 'Shift+← Shift+→'],
      ['key_comment', 'Ctrl+Alt+M'],
      ['key_finding', 'F8 Shift+F8'],
      ['key_findingMend', 'Enter'],
      ['key_findingIgnore', 'Delete'],
      ['key_sources', '← →'],
      ['key_figure', 'Ctrl+Alt+G'],
    ],
  },
] as const

export function ShortcutsDialog({ opened, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Modal opened={opened} onClose={onClose} title={t('common.shortcuts')} size="lg">
      <div className="shortcuts">
        {groups.map(group => (
          <section key={group.title}>
            <h3>{t(`reports.${group.title}`)}</h3>
            <dl>
              {group.keys.map(([word, keys]) => (
                <div key={word}>
                  <dt>{t(`reports.${word}`)}</dt>
                  <dd>
                    {keys.split(' ').map(key => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
