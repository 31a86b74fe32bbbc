/**
 * Every limit of the program, once, with its default. docs/OPERATIONS.md lists them.
 * Units stand in the name or in the comment. Nothing else may hard-code a bound.
 */
export const limits = {
  /** One WebSocket frame, bytes. */
  frameBytes: 2 * 1024 * 1024,
  /** One Yjs update inside a frame, bytes. */
  updateBytes: 1024 * 1024,
  /** One section's whole state as one update, bytes. */
  documentBytes: 8 * 1024 * 1024,
  /** Structs and deleted ranges of one update; a full sync carries every deletion of its document. */
  updateStructs: 50_000,
  updateDeletions: 150_000,
  /** Structs of one section's text, deleted ones included; a new client id is at least one. */
  documentStructs: 200_000,
  /** And once deletions have cut them: one in the middle of a struct makes three of it. */
  documentPieces: 400_000,
  /** Client ids (each tab that typed) of one section. */
  documentClients: 20_000,
  /** New client ids in one update: tabs that typed without a line. */
  updateClients: 256,
  /** Elements inside each other, from the root of a section's text. */
  textDepth: 64,
  /** Arrays and objects inside each other in the value of an attribute or a mark. */
  valueDepth: 4,
  /** Such a value, characters. */
  valueCharacters: 1000,
  /** An image as it is handed in, bytes; its pixels in all and on one side, read before it is decoded. */
  imageBytes: 20 * 1024 * 1024,
  imagePixels: 64_000_000,
  imagePixelsSide: 30_000,
  /** An image as it is kept: its longer side, pixels, and how large a PNG may be that a JPEG would make smaller. */
  imageSide: 2400,
  imagePngBytes: 1024 * 1024,
  /** How long one image may be decoded, seconds. */
  imageSeconds: 20,
  /** Images decoded at a time, and those handed in at a time, by everybody and by one person. */
  imagesAtOnce: 2,
  imagesWaiting: 40,
  imagesWaitingPerPerson: 8,
  /** Images of one report, their bytes together, and how many are taken over at once. */
  imagesPerReport: 1000,
  reportImageBytes: 128 * 1024 * 1024,
  imagesAdopted: 100,
  /** An image's caption or alternative text, characters. */
  imageWords: 300,
  /** Columns or rows that a cell may span. */
  tableSpan: 1000,
  /** CPU time that one update may cost, milliseconds. */
  updateCpuMs: 250,
  /** CPU time that one person's frames may have before others' are read again, milliseconds. */
  turnCpuMs: 25,
  /** CPU time that all that one person sends may cost within the window, milliseconds. */
  personCpuMs: 3000,
  personCpuWindowMs: 15_000,
  /** Set-aside drafts that one person may have in one report, and what they may take together, bytes. */
  setAsidePerPerson: 50,
  setAsideBytes: 16 * 1024 * 1024,
  /** One awareness state, bytes. */
  awarenessBytes: 4 * 1024,
  /** Channels (sections) one socket may open. */
  channelsPerSocket: 512,
  /** Live sockets one person may hold. */
  socketsPerPerson: 32,
  /** What one socket sends into texts that are still being loaded: frames, and their bytes. */
  waitingFrames: 4096,
  waitingBytes: 4 * 1024 * 1024,
  /** Outgoing bytes that may wait on one socket before it is closed to protect the rest. */
  socketBufferBytes: 32 * 1024 * 1024,
  /** A summary uploaded for import, bytes. */
  importBytes: 4 * 1024 * 1024,
  /** A file that is read into a section, or into a report with its pictures, bytes. */
  intakeBytes: 32 * 1024 * 1024,
  /** Files that are read one after the other in one go. */
  intakeFiles: 60,
  /** Files that are handed in to be read at a time, by everybody and by one person. */
  intakeWaiting: 20,
  intakePerPerson: 4,
  /** One run of the office program for doc and wps, milliseconds, and how many may wait, of one person too. */
  officeMs: 60_000,
  officeWaiting: 20,
  officePerPerson: 4,
  /** A file in an archive format (docx): entries, all of them inflated, bytes, and how much larger one may become. */
  archiveEntries: 5000,
  archiveBytes: 256 * 1024 * 1024,
  archiveRatio: 200,
  /** The first sheet of a spreadsheet: its rows, columns and letters. */
  sheetRows: 5000,
  sheetColumns: 64,
  sheetLetters: 1_000_000,
  /** Elements of one XML part of it, and elements inside each other. */
  xmlElements: 500_000,
  xmlDepth: 256,
  /** One conversion of a file: time, and heap of its thread, milliseconds and MiB. */
  conversionMs: 60_000,
  conversionHeapMb: 512,
  /** Conversions that run at once, that wait in all, and that wait of one person. */
  conversionsAtOnce: 2,
  conversionsWaiting: 60,
  conversionsWaitingPerPerson: 30,
  /** Work in the background is another process's when the one that has it was not heard of for so long, milliseconds. */
  dutyMs: 15_000,
  /** After which final files that found no turn, or failed, are tried again, milliseconds. */
  publicationRetryMs: 10_000,
  /** One PDF, milliseconds; those printed at once, each by a Chromium of its own; those that wait; one person's. */
  pdfMs: 120_000,
  pdfAtOnce: 2,
  pdfWaiting: 20,
  pdfPerPerson: 4,
  /** HTML pasted into an editor, characters; beyond that its plain text is taken. */
  pasteCharacters: 8 * 1024 * 1024,
  /** A section's text handed in without the editor, and the one that it is put over, characters. */
  handInCharacters: 100_000,
  /** A JSON request body, bytes. */
  jsonBytes: 8 * 1024 * 1024,
  /** A JSON request body of somebody who is not signed in, bytes: names, secrets and passwords. */
  publicJsonBytes: 64 * 1024,
  /** Sections of one report. */
  sectionsPerReport: 400,
  /** Templates that a house keeps beside the built-in ones. */
  templates: 200,
  /** A question to the search, characters. */
  searchLength: 60,
  /** Reports that one search shows, and sections of each. */
  searchReports: 30,
  searchSections: 5,
  /** Sections that a search itself brings up to date. */
  searchRefresh: 50,
  /** How often rested sections are taken into the search, milliseconds. */
  searchIndexMs: 15_000,
  /** Outline depth. */
  outlineLevels: 3,
  /** Characters. */
  titleLength: 200,
  headingLength: 200,
  nameLength: 60,
  departmentLabelLength: 10,
  guidanceLength: 4000,
  /** Of front and back matter: one field, 附注 and 抄送, 签发人, and lines of the title. */
  matterLength: 200,
  matterNoteLength: 500,
  matterSigners: 6,
  matterTitleLines: 6,
  reasonLength: 2000,
  /** Sign-in attempts of one address in the window below. */
  signInAttempts: 20,
  signInWindowSeconds: 60,
  /** Wrong passwords for one account in the window below, from wherever they come. */
  accountAttempts: 10,
  accountWindowSeconds: 900,
  /** Links (256 random bits) that one address may try in signInWindowSeconds. */
  linkAttempts: 120,
  /** How long an address counts as one that the person has signed in from, days. */
  knownAddressDays: 90,
  /** Entries of the audit on one page, and in one exported file. */
  auditPage: 100,
  auditExport: 200_000,
  passwordMin: 8,
  passwordMax: 128,
  /** Life of the first-start link and of a personal re-entry link, days. */
  setupLinkDays: 7,
  personalLinkDays: 400,
  resetLinkHours: 24,
  /** Longest life of an API token made in the browser, and what is offered, days. */
  tokenDays: 730,
  tokenDaysOffered: 90,
  /** When a session or token was last used is kept this exactly, milliseconds. */
  lastSeenMs: 300_000,
  invitationDays: 60,
  /** A signer's link, days. */
  signatureLinkDays: 14,
  /** Messages that an inbox shows. */
  inboxPage: 200,
  /** After these a message is dropped, read or not. */
  inboxDays: 180,
  /** How often it is looked what is due, milliseconds. */
  dueCheckMs: 60_000,
  /** One 报送通知 or 催报, bytes: what a group chat takes as one message. */
  noticeBytes: 2000,
  /** 通知渠道 of one installation. */
  channels: 100,
  /** How often it is looked what is to be delivered, milliseconds. */
  deliveryPollMs: 2000,
  /** One delivery: until the receiver has answered whole, milliseconds, and what is read of the answer, bytes. */
  deliveryTimeoutMs: 10_000,
  deliveryAnswerBytes: 64 * 1024,
  /** A delivery under way belongs to its process so long, milliseconds. */
  deliveryLeaseMs: 60_000,
  /** Tries of one delivery, the pause after the first (each next is four times as long) and the longest. */
  deliveryAttempts: 7,
  deliveryPauseMs: 30_000,
  deliveryPauseMostMs: 6 * 60 * 60 * 1000,
  /** After so long a delivery is given up, hours; one of a password's link, minutes. */
  deliveryHours: 48,
  resetMailMinutes: 30,
  /** What a group robot is sent in a minute at most; both products allow 20. */
  robotPerMinute: 18,
  /** One message of a robot, bytes: 企业微信 as markdown and as text, 钉钉. */
  wecomMarkdownBytes: 4096,
  wecomTextBytes: 2048,
  dingtalkBytes: 5000,
  /** Deliveries that the page of channels shows, and how long settled ones are kept, days. */
  deliveriesShown: 100,
  deliveryDays: 30,
  /** How often a new password may be asked for by mail, for one login and from one address, in the window below. */
  resetAsksPerLogin: 3,
  resetAsksPerAddress: 30,
  resetAskWindowSeconds: 3600,
  /** How long before its time a section counts as due soon, days. */
  dueSoonDays: 3,
  /** Entries of the house's list; characters of a wording, and of a note. */
  houseEntries: 3000,
  houseWording: 80,
  houseNote: 200,
  /** Findings of one report that may be ignored; characters that each quotes, and that are kept on either side. */
  ignoredFindings: 2000,
  ignoredQuote: 2000,
  ignoredAround: 32,
  /** 指标 of one report; those that one request brings; and its other words (来源, 口径), characters. */
  figures: 2000,
  figuresAtOnce: 500,
  figureWords: 300,
  /** Versions of one report saved by hand; ones from before a text was put in that are kept, the oldest going first. */
  versionsByHand: 300,
  versionsBeforeImport: 200,
  /** 查找: what is looked for, characters; places that are listed; how long a pattern may take, milliseconds. */
  findWords: 500,
  findMatches: 5000,
  findMs: 2000,
  /** Moments of one time line. */
  momentsShown: 400,
  /** Threads of one report (批注, 领导批示), comments of one thread, persons that one comment names. */
  threadsPerReport: 5000,
  commentsPerThread: 500,
  commentMentions: 20,
  /** Characters of a comment, of proposed text, of the words that a thread is about, and of an end of its place. */
  commentLength: 4000,
  proposalLength: 4000,
  commentQuote: 2000,
  anchorLength: 200,
  /** Notes at sentences of one return, and the characters that each quotes. */
  returnNotes: 100,
  returnQuote: 500,
  /** A recipient's link to give opinions, days; and no longer than its round is open. */
  opinionLinkDays: 60,
  /** Recipients named at once, and opinions of one answer. */
  consultRecipients: 200,
  opinionsPerAnswer: 100,
  /** A file that belongs to a step (a photo of a signature, an original), bytes. */
  attachmentBytes: 20 * 1024 * 1024,
  /** All such files of one report, bytes. */
  reportAttachmentBytes: 1024 * 1024 * 1024,
  /** 材料 of one report, and the text of one as it is kept, characters of JSON; its original is an attachment. */
  materialsPerReport: 200,
  materialCharacters: 400_000,
  /** The life of a public link when one is chosen, days; open links of one publication; its password, characters. */
  publicLinkDays: 730,
  publicLinks: 50,
  publicPasswordMin: 4,
  /** 归档: those sent at once, files of one, rows of one table of its audit, and how long nobody may take anything of it, milliseconds. */
  archivesAtOnce: 2,
  archiveFiles: 20_000,
  archiveTableRows: 5000,
  archiveStallMs: 60_000,
  invitationUses: 50,
  sessionDays: 30,
  linkSessionDays: 180,
  /** How long a right may outlive its withdrawal on an open connection, milliseconds. */
  accessRecheckMs: 2000,
  /** How often an open connection keeps when its session was last seen and prolongs it, milliseconds. */
  sessionRecheckMs: 60_000,
  /** The server's heartbeat on each socket; y-websocket gives up after 30 s of silence, and so do we: after three. */
  heartbeatMs: 9000,
  /** After so long without an answer a line is called broken, and a byte more on a line as slow as this. */
  unansweredMs: 5000,
  slowestBytesPerSecond: 8 * 1024,
  /** A WebSocket that is not open by then, or was turned away so often, while HTTP answers, is blocked. */
  upgradeMs: 8000,
  upgradeTries: 3,
  /** After so long what was typed is called not saved, milliseconds. */
  unsavedMs: 10_000,
  /**
   * PostgreSQL: how long a process waits for a connection, for an answer, and for its turn; and how long it may keep
   * a transaction, and with it everybody's turn, without asking for anything. Milliseconds, each below the next:
   * who is paused is waited for by nobody longer than a person is told nothing (unsavedMs).
   */
  transactionIdleMs: 5000,
  turnWaitMs: 8000,
  databaseConnectMs: 10_000,
  statementMs: 15_000,
  /** PostgreSQL: how often a process compares its clock with the database's, milliseconds. */
  clockCheckMs: 10_000,
  /** Presence is sent at most this often to a socket, milliseconds. */
  presenceIntervalMs: 60,
  /** How often a process tells the others all who have a report open there, milliseconds. */
  presenceRefreshMs: 2000,
  /** Refreshes that one process may miss before its people are gone; and all, while nobody can be heard (y-protocols forgets after 30 s). */
  presenceSilentBeats: 3,
  presenceDeafBeats: 15,
  /** Of one report: processes that are heard, states that one of them tells of, and its words between two refreshes. */
  presenceProcesses: 64,
  presenceStates: 500,
  presenceWords: 500,
  /** What a process hears from another through Redis at once, characters. */
  busCharacters: 1024 * 1024,
} as const
