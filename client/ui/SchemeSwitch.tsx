/** Light, dark, or as the system has it. */
import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconMoon, IconSun, IconSunMoon } from '@tabler/icons-react'
import { useTranslation } from '../i18n.ts'

const icons = { light: IconSun, dark: IconMoon, auto: IconSunMoon } as const
const schemes = ['light', 'dark', 'auto'] as const

export function SchemeSwitch() {
  const { t } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Icon = icons[colorScheme]
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={36} className="quiet" aria-label={t('common.scheme')}>
          <Icon size={19} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(scheme => {
          const Each = icons[scheme]
          return (
            <Menu.Item
              key={scheme}
              leftSection={<Each size={17} stroke={1.6} />}
              rightSection={scheme === colorScheme ? <IconCheck size={16} /> : undefined}
              aria-current={scheme === colorScheme}
              onClick={() => setColorScheme(scheme)}
            >
              {t(`common.scheme_${scheme}`)}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
