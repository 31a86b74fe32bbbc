/**
 * Adding a channel, or changing one. Address and secret are never shown again: an empty field keeps them. A
 * signing secret that the server made is shown once, before the form closes.
 */
import { Button, Checkbox, Group, Modal, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { BodyOf, Channel } from '../../../shared/api.ts'
import { channelEvents, channelKinds, isPersonal } from '../../../shared/channels.ts'
import { limits } from '../../../shared/limits.ts'
import { keys, useCall, useDepartments } from '../../api/queries.ts'
import { CopyField } from '../../ui/CopyField.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { EventChecks } from './EventChecks.tsx'

type Kind = BodyOf<'createChannel'>['kind']
const kinds = channelKinds.filter(kind => kind !== 'mail')

const usualEvents = channelEvents.filter(one => one !== 'submitted' && !isPersonal(one))

/** `channel` null: a new one. */
type Props = { readonly channel: Channel | null; readonly onClose: () => void }

export function ChannelForm({ channel, onClose }: Props) {
  const { t } = useTranslation()
  const create = useCall('createChannel', [keys.channels])
  const change = useCall('changeChannel', [keys.channels])
  const secret = create.data?.secret ?? change.data?.secret ?? null
  const onSuccess = (kept: { readonly secret: string | null }) => {
    if (kept.secret === null) onClose()
  }
  const save = (kind: Kind, given: Given) =>
    channel === null
      ? create.mutate([{}, { kind, ...given }], { onSuccess })
      : change.mutate([{ channelId: channel.id }, changeOf(given)], { onSuccess })
  return (
    <Modal
      opened
      onClose={onClose}
      title={channel === null ? t('channels.addTitle') : t('channels.editTitle', { name: channel.name })}
      centered
      size="lg"
    >
      {secret === null ? (
        <Fields
          channel={channel}
          busy={create.isPending || change.isPending}
          error={create.error ?? change.error ?? undefined}
          onNewSecret={
            channel?.kind === 'webhook'
              ? () => change.mutate([{ channelId: channel.id }, { secret: null }])
              : undefined
          }
          onSave={save}
          onClose={onClose}
        />
      ) : (
        <div className="fields">
          <CopyField label={t('channels.secretOnce')} text={secret} hint={t('channels.secretOnceHint')} />
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('common.close')}</Button>
          </Group>
        </div>
      )}
    </Modal>
  )
}

type Given = Omit<BodyOf<'createChannel'>, 'kind'>

/** What was left empty stays as it is. */
function changeOf({ url, secret, ...rest }: Given): BodyOf<'changeChannel'> {
  return { ...rest, ...(url === '' ? {} : { url }), ...(secret === undefined ? {} : { secret }) }
}

type FieldsProps = {
  readonly channel: Channel | null
  readonly busy: boolean
  readonly error: unknown
  readonly onNewSecret: (() => void) | undefined
  readonly onSave: (kind: Kind, given: Given) => void
  readonly onClose: () => void
}

function Fields({ channel, busy, error, onNewSecret, onSave, onClose }: FieldsProps) {
  const { t } = useTranslation()
  const departments = useDepartments().data ?? []
  const first = kinds.find(one => one === channel?.kind) ?? 'wecom'
  const [kind, setKind] = useState<Kind>(first)
  const [departmentId, setDepartmentId] = useState(channel?.departmentId ?? null)
  const [language, setLanguage] = useState(channel?.language ?? 'zh')
  const [events, setEvents] = useState(channel?.events ?? usualEvents)
  const robot = kind !== 'webhook'
  const kept = channel !== null
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const secret = field(fields, 'secret')
    onSave(kind, {
      name: field(fields, 'name'),
      departmentId,
      url: field(fields, 'url'),
      ...(secret === '' ? {} : { secret }),
      keyword: field(fields, 'keyword'),
      mentionAll: fields.get('mentionAll') !== null,
      language,
      events,
      active: !kept || fields.get('active') !== null,
    })
  }
  return (
    <form onSubmit={send} className="fields">
      {!kept && (
        <Select
          label={t('channels.kind')}
          data={kinds.map(value => ({ value, label: t(`channels.kind_${value}`) }))}
          value={kind}
          allowDeselect={false}
          data-autofocus
          onChange={value => setKind(kinds.find(one => one === value) ?? 'wecom')}
        />
      )}
      <TextInput
        name="name"
        label={t('channels.name')}
        description={t('channels.nameHint')}
        defaultValue={channel?.name ?? ''}
        required
        maxLength={limits.nameLength}
      />
      <TextInput
        name="url"
        type="url"
        label={t('channels.address')}
        description={kept ? t('channels.addressKept') : t(`channels.addressHint_${kind}`)}
        placeholder={kept ? channel.host : 'https://'}
        autoComplete="off"
        required={!kept}
      />
      {kind !== 'wecom' && (
        <TextInput
          name="secret"
          label={t('channels.secret')}
          description={channel?.hasSecret ? t('channels.secretKept') : t(`channels.secretHint_${kind}`)}
          autoComplete="off"
          spellCheck={false}
        />
      )}
      {onNewSecret && (
        <Button variant="subtle" size="compact-sm" className="channel-secret" onClick={onNewSecret}>
          {t('channels.newSecret')}
        </Button>
      )}
      {kind === 'dingtalk' && (
        <TextInput
          name="keyword"
          label={t('channels.keyword')}
          description={t('channels.keywordHint')}
          defaultValue={channel?.keyword ?? ''}
          maxLength={40}
        />
      )}
      <div className="channel-pair">
        <Select
          label={t('channels.department')}
          description={t('channels.departmentHint')}
          data={departments
            .filter(({ id, active }) => active || id === departmentId)
            .map(({ id, name }) => ({ value: id, label: name }))}
          value={departmentId}
          placeholder={t('channels.wholeHouse')}
          searchable
          clearable
          onChange={setDepartmentId}
        />
        <Select
          label={t('channels.language')}
          data={[
            { value: 'zh', label: t('common.languageZh') },
            { value: 'en', label: t('common.languageEn') },
          ]}
          value={language}
          allowDeselect={false}
          onChange={value => setLanguage(value === 'en' ? 'en' : 'zh')}
        />
      </div>
      <EventChecks value={events} onChange={setEvents} />
      {robot && (
        <Checkbox
          name="mentionAll"
          label={t('channels.mentionAll')}
          defaultChecked={channel?.mentionAll ?? false}
        />
      )}
      {kept && <Checkbox name="active" label={t('channels.active')} defaultChecked={channel.active} />}
      <Problem error={error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {t('common.save')}
        </Button>
      </Group>
    </form>
  )
}
