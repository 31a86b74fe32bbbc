/** 签审 of the present round: what is signed, whose turn it is, a link for the signer, or recording it (代签). */
import { Button, FileInput, Group, Modal, Select, Text, Textarea, TextInput } from '@mantine/core'
import { IconLink, IconSignature } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Report, ResponseOf, Section } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { nextSigner, type SignatureMedium, signatureMedia, type SignerRole } from '../../../shared/report.ts'
import { call } from '../../api/call.ts'
import { upload } from '../../api/files.ts'
import { useRecordSignature } from '../../api/queries.ts'
import { CopyField, wholeAddress } from '../../ui/CopyField.tsx'
import { tell, tellFailure } from '../../ui/notice.ts'
import { Problem } from '../../ui/Problem.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useTimes } from '../../ui/times.ts'
import { useSending } from '../../ui/use-sending.ts'

type Props = { readonly report: Report; readonly section: Section; readonly collects: boolean }

export function Signing({ report, section, collects }: Props) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const [open, setOpen] = useState<'link' | 'record'>()
  const { signatures } = section.progress
  const role = nextSigner(
    report.signoff,
    signatures.map(signature => signature.role),
  )
  const waiting = section.status === 'awaiting_signoff' && role !== undefined
  if (!waiting && signatures.length === 0) return null
  const close = () => setOpen(undefined)
  return (
    <section className="signing">
      <h3>{t('steps.signoff')}</h3>
      <ul>
        {signatures.map(({ role: by, signer, medium, at }) => (
          <li key={by}>
            {t('steps.signedBy', {
              role: t(`steps.signer_${by}`),
              signer,
              medium: t(`steps.medium_${medium}`),
              time: moment(at),
            })}
          </li>
        ))}
        {waiting && (
          <li className="signing-next">{t('steps.waitsFor', { role: t(`steps.signer_${role}`) })}</li>
        )}
      </ul>
      {waiting && collects && (
        <Group gap="xs">
          <Button
            variant="light"
            leftSection={<IconLink size={17} stroke={1.7} />}
            onClick={() => setOpen('link')}
          >
            {t('steps.makeLink')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconSignature size={17} stroke={1.7} />}
            onClick={() => setOpen('record')}
          >
            {t('steps.record')}
          </Button>
        </Group>
      )}
      {waiting && open === 'link' && (
        <LinkDialog report={report} section={section} role={role} onClose={close} />
      )}
      {waiting && open === 'record' && (
        <RecordDialog report={report} section={section} role={role} onClose={close} />
      )}
    </section>
  )
}

type DialogProps = { report: Report; section: Section; role: SignerRole; onClose: () => void }
type MadeLink = ResponseOf<'createSignatureLink'> & { readonly signer: string }

function LinkDialog({ report, section, role, onClose }: DialogProps) {
  const { t } = useTranslation()
  const { busy, error, run } = useSending()
  const [made, setMade] = useState<MadeLink>()
  const make = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const signer = field(new FormData(event.currentTarget), 'signer')
    const at = { reportId: report.id, sectionId: section.id }
    void run(async () => setMade({ ...(await call('createSignatureLink', at, { signer })), signer }))
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('steps.makeLinkTitle', { role: t(`steps.signer_${role}`) })}
      centered
    >
      {made ? (
        <CopyField
          label={t('steps.linkReady', { signer: made.signer })}
          text={wholeAddress(made.link)}
          hint={t('steps.linkHint')}
        />
      ) : (
        <form className="fields" onSubmit={make}>
          <Text c="dimmed">{t('steps.makeLinkLead', { days: limits.signatureLinkDays })}</Text>
          <TextInput
            name="signer"
            label={t('steps.signerName')}
            required
            maxLength={limits.nameLength}
            data-autofocus
          />
          <Problem error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('steps.makeIt')}
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  )
}

/** Ways that leave no trace of their own here. */
type RecordedMedium = Exclude<SignatureMedium, 'link' | 'account'>
const recordedMedia = signatureMedia.filter(
  (medium): medium is RecordedMedium => medium !== 'link' && medium !== 'account',
)

function RecordDialog({ report, section, role, onClose }: DialogProps) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const { mutate, isPending } = useRecordSignature(report.id)
  const [medium, setMedium] = useState<RecordedMedium>('paper')
  const [photo, setPhoto] = useState<File | null>(null)
  const [sending, setSending] = useState(false)
  const send = async (fields: FormData) => {
    setSending(true)
    const kept = photo ? await upload(report.id, section.id, photo).catch(() => 'failed' as const) : undefined
    setSending(false)
    if (kept === 'failed') return tellFailure(t('steps.photoFailed'))
    const attachment = kept ? { attachmentId: kept.id } : {}
    const said = { signer: field(fields, 'signer'), medium, note: field(fields, 'note') }
    const onSuccess = () => {
      tell(t('steps.recorded'))
      onClose()
    }
    mutate({ sectionId: section.id, body: { ...said, ...attachment } }, { onSuccess, onError: fail })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('steps.recordTitle', { role: t(`steps.signer_${role}`) })}
      centered
    >
      <form
        className="fields"
        onSubmit={event => {
          event.preventDefault()
          void send(new FormData(event.currentTarget))
        }}
      >
        <Text c="dimmed">{t('steps.recordLead')}</Text>
        <TextInput
          name="signer"
          label={t('steps.signerName')}
          required
          maxLength={limits.nameLength}
          data-autofocus
        />
        <Select
          label={t('steps.medium')}
          data={recordedMedia.map(value => ({ value, label: t(`steps.medium_${value}`) }))}
          value={medium}
          allowDeselect={false}
          onChange={value => setMedium(recordedMedia.find(one => one === value) ?? 'paper')}
        />
        <FileInput
          label={t('steps.photo')}
          description={t('steps.photoHint', { mb: limits.attachmentBytes / 1024 / 1024 })}
          accept="image/*,application/pdf"
          clearable
          value={photo}
          onChange={setPhoto}
        />
        <Textarea name="note" label={t('steps.recordNote')} maxLength={limits.reasonLength} autosize />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={isPending || sending}>
            {t('steps.recordIt')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
