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
  /** One awareness state, bytes. */
  awarenessBytes: 4 * 1024,
  /** Channels (sections) one socket may open. */
  channelsPerSocket: 512,
  /** Live sockets one person may hold. */
  socketsPerPerson: 32,
  /** Outgoing bytes that may wait on one socket before it is closed to protect the rest. */
  socketBufferBytes: 32 * 1024 * 1024,
  /** A summary uploaded for import, bytes. */
  importBytes: 4 * 1024 * 1024,
  /** HTML pasted into an editor, characters; beyond that its plain text is taken. */
  pasteCharacters: 8 * 1024 * 1024,
  /** A JSON request body, bytes. */
  jsonBytes: 8 * 1024 * 1024,
  /** A JSON request body of somebody who is not signed in, bytes: names, secrets and passwords. */
  publicJsonBytes: 64 * 1024,
  /** Sections of one report. */
  sectionsPerReport: 400,
  /** Outline depth. */
  outlineLevels: 3,
  /** Characters. */
  titleLength: 200,
  headingLength: 200,
  nameLength: 60,
  guidanceLength: 4000,
  reasonLength: 2000,
  /** Sign-in attempts of one address in the window below. */
  signInAttempts: 20,
  signInWindowSeconds: 60,
  passwordMin: 8,
  passwordMax: 128,
  /** Life of the first-start link and of a personal re-entry link, days. */
  setupLinkDays: 7,
  personalLinkDays: 400,
  invitationDays: 60,
  invitationUses: 50,
  sessionDays: 30,
  linkSessionDays: 180,
  /** How long a right may outlive its withdrawal on an open connection, milliseconds. */
  accessRecheckMs: 3000,
  /** The server's heartbeat on each socket; y-websocket gives up after 30 s of silence. */
  heartbeatMs: 10_000,
  /** Presence is sent at most this often to a socket, milliseconds. */
  presenceIntervalMs: 60,
} as const
