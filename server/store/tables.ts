/**
 * The tables, typed for Kysely. One interface for every database; migrations.ts makes them.
 * Times are ISO 8601 UTC text, booleans 0 or 1, JSON is text, bytes are Uint8Array.
 */
import type {
  OrganisationTable,
  DepartmentTable,
  DepartmentHeadTable,
  PersonTable,
  PersonDepartmentTable,
  InvitationTable,
  PersonalLinkTable,
  ApiTokenTable,
  AuditTable,
  HouseEntryTable,
  SettingTable,
  AttemptTable,
} from './tables/office.ts'
import type {
  ReportTable,
  SectionTable,
  SectionDepartmentTable,
  SectionTickTable,
  AttachmentTable,
  ImageTable,
  TemplateTable,
  IgnoredFindingTable,
  FigureTable,
  FigureChangeTable,
} from './tables/reports.ts'
import type {
  UpdateTable,
  CheckpointTable,
  SectionClientTable,
  TextOriginTable,
  DeskActTable,
  SetAsideTable,
  VersionTable,
  VersionPositionTable,
  TextIndexTable,
  SectionTextTable,
  StaleTextTable,
} from './tables/texts.ts'
import type {
  SubmissionTable,
  MaterialTable,
  MaterialAskTable,
  ReturnTable,
  SignatureTable,
  SignatureLinkTable,
} from './tables/handing-in.ts'
import type {
  ConsultationTable,
  RecipientTable,
  OpinionTable,
  ThreadTable,
  CommentTable,
  CommentMentionTable,
  MarkTable,
} from './tables/talk.ts'
import type {
  MessageTable,
  ReminderTable,
  ChannelTable,
  OutboxTable,
  OutboxKeyTable,
  PublicationTable,
  PublicationFileTable,
  PublicLinkTable,
} from './tables/going-out.ts'

export type Tables = {
  organisation: OrganisationTable
  departments: DepartmentTable
  department_heads: DepartmentHeadTable
  persons: PersonTable
  person_departments: PersonDepartmentTable
  invitations: InvitationTable
  personal_links: PersonalLinkTable
  api_tokens: ApiTokenTable
  audit: AuditTable
  reports: ReportTable
  sections: SectionTable
  section_departments: SectionDepartmentTable
  updates: UpdateTable
  checkpoints: CheckpointTable
  section_clients: SectionClientTable
  submissions: SubmissionTable
  materials: MaterialTable
  material_asks: MaterialAskTable
  set_aside: SetAsideTable
  text_index: TextIndexTable
  section_texts: SectionTextTable
  stale_texts: StaleTextTable
  templates: TemplateTable
  section_ticks: SectionTickTable
  returns: ReturnTable
  attachments: AttachmentTable
  images: ImageTable
  versions: VersionTable
  version_positions: VersionPositionTable
  ignored_findings: IgnoredFindingTable
  figures: FigureTable
  figure_changes: FigureChangeTable
  threads: ThreadTable
  comments: CommentTable
  comment_mentions: CommentMentionTable
  marks: MarkTable
  house_entries: HouseEntryTable
  signatures: SignatureTable
  signature_links: SignatureLinkTable
  consultations: ConsultationTable
  consultation_recipients: RecipientTable
  opinions: OpinionTable
  messages: MessageTable
  channels: ChannelTable
  outbox: OutboxTable
  outbox_keys: OutboxKeyTable
  reminders: ReminderTable
  publications: PublicationTable
  publication_files: PublicationFileTable
  public_links: PublicLinkTable
  settings: SettingTable
  attempts: AttemptTable
  desk_acts: DeskActTable
  text_origins: TextOriginTable
}
