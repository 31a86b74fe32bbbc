/**
 * The parts of a docx or xlsx package: which entry is the document, and where its relationships lead.
 *
 * 1. Parts are read when asked for; each is read once. Relationships to the outside are named, never followed.
 * 2. A part that cannot be read refuses the whole file: half a document would be text lost silently.
 */
import { done, type Outcome, refuse } from '../../../shared/errors.ts'
import { readXml, type XmlElement, childrenOf } from '../xml.ts'
import type { Zip } from '../zip.ts'

type Relationship = {
  /** The last word of its type: styles, image, hyperlink. */
  readonly kind: string
  readonly target: string
  readonly external: boolean
}

export type Part = {
  readonly root: XmlElement
  readonly relationships: ReadonlyMap<string, Relationship>
}

export type Parts = {
  /** The main document's part. */
  readonly document: Part
  /** A part that the document names by kind (styles, numbering…); undefined where there is none. */
  ofKind(kind: string): Outcome<Part | undefined>
  /** A part by its entry's name. */
  part(name: string): Outcome<Part>
  bytes(name: string): Outcome<Uint8Array>
  readonly names: readonly string[]
}

/** `root`: what the main document's first element is called; of another the file is unknown. */
export function openParts(zip: Zip, root = 'w:document'): Outcome<Parts> {
  const top = readRelationships(zip, '')
  if (!top.ok) return top
  const main = [...top.value.values()].find(({ kind, external }) => kind === 'officeDocument' && !external)
  if (!main) return refuse('file-unknown')
  const part = (name: string) => readPart(zip, name)
  const document = part(main.target)
  if (!document.ok) return document
  if (document.value.root.name !== root) return refuse('file-unknown')
  const { relationships } = document.value
  return done({
    document: document.value,
    ofKind(kind) {
      const found = [...relationships.values()].find(one => one.kind === kind && !one.external)
      return found ? part(found.target) : done(undefined)
    },
    part,
    bytes: name => zip.read(name),
    names: zip.names,
  })
}

function readPart(zip: Zip, name: string): Outcome<Part> {
  const bytes = zip.read(name)
  if (!bytes.ok) return refuse('file-broken', { part: name })
  const root = readXml(textOfXml(bytes.value))
  if (!root.ok) return root
  const relationships = readRelationships(zip, name)
  return relationships.ok ? done({ root: root.value, relationships: relationships.value }) : relationships
}

/** UTF-8, or UTF-16 with its mark: what XML without a declaration may be. */
function textOfXml(bytes: Uint8Array): string {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}

/** The relationships of a part, or of the package for the empty name. */
function readRelationships(zip: Zip, name: string): Outcome<ReadonlyMap<string, Relationship>> {
  const slash = name.lastIndexOf('/') + 1
  const folder = name.slice(0, slash)
  const bytes = zip.read(`${folder}_rels/${name.slice(slash)}.rels`)
  if (!bytes.ok) return bytes.code === 'not-found' ? done(new Map()) : bytes
  const root = readXml(textOfXml(bytes.value))
  if (!root.ok) return root
  return done(
    new Map(
      childrenOf(root.value, 'Relationship').map(({ attributes }) => {
        const external = attributes.get('TargetMode') === 'External'
        const target = attributes.get('Target') ?? ''
        const kind = (attributes.get('Type') ?? '').split('/').at(-1) ?? ''
        return [
          attributes.get('Id') ?? '',
          { kind, target: external ? target : resolve(folder, target), external },
        ]
      }),
    ),
  )
}

/** A target against its part's folder, as an entry's name. It stays within the package: nothing else is there. */
function resolve(folder: string, target: string): string {
  const steps = target.startsWith('/') ? target.split('/') : `${folder}${target}`.split('/')
  const path: string[] = []
  for (const step of steps) {
    if (step === '..') path.pop()
    else if (step !== '.' && step !== '') path.push(step)
  }
  return path.join('/')
}
