/** Everything that can be done to one section of the outline, for the mouse and for touch. */
import { ActionIcon, Menu } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowUp,
  IconCornerDownRight,
  IconDots,
  IconIndentDecrease,
  IconIndentIncrease,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import type { Section } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import type { Step } from './moves.ts'
import type { OutlineEdits } from './use-outline-edits.ts'

type Props = {
  readonly section: Section
  readonly heading: string
  readonly edits: OutlineEdits
  readonly onRename: () => void
}

const steps = [
  { step: 'up', word: 'moveUp', Icon: IconArrowUp, key: 'Alt+↑' },
  { step: 'down', word: 'moveDown', Icon: IconArrowDown, key: 'Alt+↓' },
  { step: 'out', word: 'outdent', Icon: IconIndentDecrease, key: 'Alt+←' },
  { step: 'in', word: 'indent', Icon: IconIndentIncrease, key: 'Alt+→' },
] as const satisfies readonly { step: Step; word: string; Icon: unknown; key: string }[]

export function RowMenu({ section, heading, edits, onRename }: Props) {
  const { t } = useTranslation()
  return (
    <Menu position="bottom-end" width={220} withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          className="outline-menu quiet"
          aria-label={t('outline.actions', { heading })}
          tabIndex={-1}
          onClick={event => event.stopPropagation()}
        >
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown
        onClick={event => event.stopPropagation()}
        onDoubleClick={event => event.stopPropagation()}
      >
        <Menu.Item leftSection={<IconPencil size={16} />} rightSection={<kbd>F2</kbd>} onClick={onRename}>
          {t('outline.rename')}
        </Menu.Item>
        <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => edits.addAfter(section.id)}>
          {t('outline.addAfter')}
        </Menu.Item>
        {section.level < limits.outlineLevels && (
          <Menu.Item
            leftSection={<IconCornerDownRight size={16} />}
            onClick={() => edits.addChild(section.id)}
          >
            {t('outline.addChild')}
          </Menu.Item>
        )}
        <Menu.Divider />
        {steps.map(({ step, word, Icon, key }) => (
          <Menu.Item
            key={step}
            leftSection={<Icon size={16} />}
            rightSection={<kbd>{key}</kbd>}
            disabled={!edits.mayMove(section.id, step)}
            onClick={() => edits.move(section.id, step)}
          >
            {t(`outline.${word}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          className="danger"
          leftSection={<IconTrash size={16} />}
          onClick={() => edits.remove(section.id)}
        >
          {t('outline.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
