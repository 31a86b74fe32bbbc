/** The files of one publication, what people take first on top, each with its size and its checksum. */
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import type { Publication } from '../../../shared/api.ts'
import { frozenPath } from '../../api/publishing.ts'
import { placeOfFormat, useFormatNames } from './format-names.ts'
import { sizeOf } from './sizes.ts'

type Props = { readonly reportId: string; readonly publication: Publication }

export function Files({ reportId, publication: { id, files } }: Props) {
  const { t } = useTranslation()
  const names = useFormatNames()
  return (
    <ul className="final-files" aria-label={t('publishing.files')}>
      {files
        .toSorted((a, b) => placeOfFormat(a.format) - placeOfFormat(b.format))
        .map(({ format, filename, size, sha256 }) => (
          <li key={format}>
            <a
              href={frozenPath(reportId, id, format)}
              {...(format === 'print-html'
                ? { target: '_blank', rel: 'noreferrer' }
                : { download: filename })}
            >
              <IconDownload size={17} stroke={1.7} aria-hidden />
              <span>{names(format)}</span>
              <span className="final-size">{sizeOf(size)}</span>
            </a>
            <code title={t('publishing.checksum')}>SHA-256 {sha256}</code>
          </li>
        ))}
    </ul>
  )
}
