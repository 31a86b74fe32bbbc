/** One version: what it is called, who made it when, and what can be done with it. */
import { ActionIcon, Anchor, Button, Group, Menu, Modal, TextInput } from '@mantine/core'
import { IconArrowBackUp, IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { Link } from 'react-router'
import type { Section, Version } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { keys, useCall } from '../../api/queries.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { tell } from '../../ui/notice.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useTimes } from '../../ui/times.ts'
import { useSectionName } from '../../ui/words.ts'
import { useRestore } from '../../versions/use-restore.ts'
import { useVersionNames } from '../../versions/version-name.ts'

type Props = {
  readonly reportId: string
  readonly version: Version
  /** The whole report. */
  readonly mayRestore: boolean
  /** The section in focus, if its text may be written. */
  readonly section: Section | undefined
}

type Asked = 'restore' | 'rename' | 'delete' | null

export function VersionRow({ reportId, version, mayRestore, section }: Props) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const { kindOf, nameOf } = useVersionNames()
  const sectionName = useSectionName()
  const tellFailure = useTellFailure()
  const { busy, restore } = useRestore(reportId)
  const remove = useCall('deleteVersion', [keys.versions(reportId), keys.report(reportId)])
  const [asked, ask] = useState<Asked>(null)
  const close = () => ask(null)
  const words = nameOf(version)
  const { id: versionId, kind, note, changes } = version
  const hasMenu = mayRestore || section || version.mayRename || version.mayDelete
  return (
    <li className={`versions-row versions-${kind}`}>
      <Group justify="space-between" wrap="nowrap" gap={8}>
        <strong>{words}</strong>
        <Group gap={2} wrap="nowrap">
          <Anchor
            component={Link}
            to={`/reports/${reportId}/versions/${versionId}`}
            size="sm"
            aria-label={t('versions.viewOf', { version: words })}
          >
            {t('versions.view')}
          </Anchor>
          <Anchor
            component={Link}
            to={`/reports/${reportId}/compare?left=version:${versionId}&right=now`}
            size="sm"
            ml={8}
            aria-label={t('versions.compareOf', { version: words })}
          >
            {t('versions.compare')}
          </Anchor>
          {hasMenu && (
            <Menu position="bottom-end" width={240} withinPortal>
              <Menu.Target>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={28}
                  loading={busy}
                  aria-label={t('versions.actions', { version: words })}
                >
                  <IconDots size={17} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {section && (
                  <Menu.Item
                    leftSection={<IconArrowBackUp size={16} />}
                    onClick={() => {
                      const place = `${section.number}${sectionName(section)}`
                      void restore({ versionId, sectionId: section.id, words: place })
                    }}
                  >
                    {t('versions.restoreSection')}
                  </Menu.Item>
                )}
                {mayRestore && (
                  <Menu.Item leftSection={<IconArrowBackUp size={16} />} onClick={() => ask('restore')}>
                    {t('versions.restoreReport')}
                  </Menu.Item>
                )}
                {version.mayRename && (
                  <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => ask('rename')}>
                    {t('versions.rename')}
                  </Menu.Item>
                )}
                {version.mayDelete && (
                  <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => ask('delete')}>
                    {t('versions.delete')}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          )}
        </Group>
      </Group>
      <span>
        {version.name !== '' && kind !== 'manual' && `${kindOf(version)} · `}
        {t('versions.by', { name: version.personName, time: moment(version.at) })}
      </span>
      {note !== '' && <span>{t(kind === 'manual' ? 'versions.note' : 'versions.reason', { note })}</span>}
      {kind === 'erratum' && (
        <div className="versions-changes">
          {changes.length === 0 ? t('versions.noChanges') : t('versions.changes')}
          {changes.length > 0 && (
            <ul>
              {changes.map(({ what, place }) => (
                <li key={`${what} ${place}`}>{t(`versions.what_${what}`, { place })}</li>
              ))}
            </ul>
          )}
        </div>
      )}
      <Confirm
        opened={asked === 'restore'}
        title={t('versions.restoreReport')}
        lead={t('versions.restoreLead', { version: words })}
        action={t('versions.restoreReport')}
        onConfirm={() => {
          close()
          void restore({ versionId, words })
        }}
        onClose={close}
      />
      <Confirm
        opened={asked === 'delete'}
        title={t('versions.delete')}
        lead={t('versions.deleteLead')}
        action={t('versions.delete')}
        danger
        busy={remove.isPending}
        onConfirm={() =>
          remove.mutate([{ reportId, versionId }], {
            onSuccess: () => tell(t('versions.deleted', { name: words })),
            onError: tellFailure,
            onSettled: close,
          })
        }
        onClose={close}
      />
      <Modal opened={asked === 'rename'} onClose={close} title={t('versions.renameTitle')} centered>
        <Rename reportId={reportId} version={version} onDone={close} />
      </Modal>
    </li>
  )
}

type RenameProps = { readonly reportId: string; readonly version: Version; readonly onDone: () => void }

function Rename({ reportId, version, onDone }: RenameProps) {
  const { t } = useTranslation()
  const tellFailure = useTellFailure()
  const rename = useCall('renameVersion', [keys.versions(reportId), keys.report(reportId)])
  const [name, setName] = useState(version.name)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    rename.mutate([{ reportId, versionId: version.id }, { name }], {
      onSuccess: onDone,
      onError: tellFailure,
    })
  }
  return (
    <form onSubmit={submit}>
      <TextInput
        label={t('versions.name')}
        required
        maxLength={limits.nameLength}
        value={name}
        onChange={event => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onDone}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" loading={rename.isPending} disabled={name.trim() === ''}>
          {t('versions.rename')}
        </Button>
      </Group>
    </form>
  )
}
