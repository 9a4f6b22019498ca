import { CONTACT_LABELS, domainField, foldLabel, ownerOf, type Section, sectionOf } from './labels.ts';

/** One printed value: whose it is, under which label (empty: none), in which paragraph. */
export interface Entry {
  readonly section: Section;
  readonly label: string;
  readonly value: string;
  /** From 0; a blank line opens the next. */
  readonly paragraph: number;
  /** The value stood on a line of its own under its label. */
  readonly continued: boolean;
}

export interface Reading {
  /** Headings stand in comment lines (`% Registrant:`, .ua). */
  readonly commentHeadings?: boolean;
  /** Labels and values are separated by two blanks or more, without a colon (.sk until 2017). */
  readonly columns?: boolean;
  /** `Registrar: X` opens a section: what follows it is the registrar's (.sk, .ua). */
  readonly inlineRegistrar?: boolean;
}

interface Open {
  readonly section: Section;
  readonly indent: number;
  /** Opened by a label with a value (`Registrant: Acme`), not by a heading of its own. */
  readonly inline: boolean;
}

interface Above {
  readonly label: string;
  readonly section: Entry['section'];
  readonly indent: number;
  /** It had no value of its own so far. */
  readonly fresh: boolean;
}

const NONE: Above | null = null as Above | null;
const TOP: Open = { section: 'domain', indent: 0, inline: false };

/**
 * The values of a reply, each with its label and the section it stands in. Knows the shapes registries print:
 * `Label: value`, `label......: value`, `[Label] value`, headings with indented or plain lines under them.
 */
export function readEntries(lines: readonly string[], reading: Reading = {}): readonly Entry[] {
  const entries: Entry[] = [];
  let open = TOP;
  let paragraph = 0;
  /** The last label, while lines under it may continue its value. */
  let above: Above | null = NONE;
  let blankSince = false;
  let filled = false;

  const add = (section: Entry['section'], label: string, value: string, continued = false): void => {
    if (value !== '') entries.push({ section, label, value: value.slice(0, 1_000), paragraph, continued });
    filled = true;
  };

  for (const raw of lines) {
    const line = reading.commentHeadings === true ? raw.replace(/^%\s*/, '') : raw;
    if (line.trim() === '') {
      if (filled || open.section === 'other') blankSince = true;
      if (above?.fresh === false) above = NONE;
      paragraph += 1;
      continue;
    }
    if (isComment(line)) {
      above = NONE;
      continue;
    }
    const indent = indentOf(line);
    const isServer = open.section === 'nameserver' && /^[\s-]*[\w-]+(?:\.[\w-]+)+\.?(?:\s|$)/.test(line);
    const split = isServer ? PLAIN_LINE : splitLine(line, reading);
    const isProse = PEOPLE.has(open.section) && !open.inline && entries.at(-1)?.label === '' && isStrange(split.label);
    const { label, value } = isProse || isServer ? { label: null, value: line.trim() } : split;

    if (label === null) {
      const heading = indent <= (open === TOP ? 8 : open.indent) ? sectionOf(foldLabel(line)) : null;
      if (heading !== null) {
        [open, above, blankSince, filled] = [{ section: heading, indent, inline: false }, NONE, false, false];
        paragraph += 1;
        continue;
      }
      if (above !== null && (indent > above.indent || above.fresh)) {
        add(above.section, above.label, line.trim(), true);
        above = { ...above, fresh: false };
        continue;
      }
      if (open.section === 'nameserver' && !startsWithHost(line) && (blankSince || line.trim().split(' ').length > 4)) {
        open = TOP;
      }
      if (blankSince && (indent < open.indent || open.inline) && open.section !== 'nameserver') open = TOP;
      add(open.section, '', line.trim());
      continue;
    }

    const isKind = label === 'contact' || label === 'contact type';
    const heading = sectionOf(isKind ? `contact: ${value.toLowerCase()}` : label);
    const field = domainField(label);
    const isPlainHeading = heading !== null && (value === '' || isKind);
    if (isPlainHeading && !(field !== null && open.section === heading)) {
      [open, above, blankSince, filled] = [{ section: heading, indent, inline: false }, NONE, false, false];
      paragraph += 1;
      continue;
    }
    const owned = field === null ? ownerOf(label) : null;
    if (owned !== null && !(heading !== null && value !== '')) {
      add(owned[0], owned[1], value);
      above = { label: owned[1], section: owned[0], indent, fresh: value === '' };
      continue;
    }
    if (heading !== null) {
      const opens = heading !== 'nameserver' && (heading !== 'registrar' || reading.inlineRegistrar === true);
      open = opens ? { section: heading, indent, inline: true } : leftOpen(open, label, field, indent, blankSince);
      if (opens) [blankSince, filled] = [false, false];
      const own = heading === 'registrar' || heading === 'nameserver' ? label : '';
      add(heading === 'nameserver' ? 'domain' : heading, own, value);
      above = { label: own, section: heading, indent, fresh: false };
      continue;
    }
    open = leftOpen(open, label, field, indent, blankSince);
    if (
      open.section !== 'domain' &&
      field === null &&
      !CONTACT_LABELS.has(label) &&
      blankSince &&
      indent <= open.indent
    )
      open = TOP;
    add(open.section, label, value);
    above = { label, section: open.section, indent, fresh: value === '' };
  }
  return entries;
}

const PEOPLE: ReadonlySet<Section> = new Set(['registrant', 'admin', 'tech', 'billing']);
const PLAIN_LINE = { label: null, value: '' } as const;

/** A label no registry uses: among lines of an address it is a part of the address (`Harbour St. No: 1`). */
function isStrange(label: string | null): boolean {
  return (
    label !== null &&
    !CONTACT_LABELS.has(label) &&
    domainField(label) === null &&
    sectionOf(label) === null &&
    ownerOf(label) === null
  );
}

function startsWithHost(line: string): boolean {
  return /^[\s-]*[\w-]+(?:\.[\w-]+)+/.test(line.slice(0, 300)) && line.trim().split(/\s+/).length <= 8;
}

function leftOpen(open: Open, label: string, field: string | null, indent: number, blankSince: boolean): Open {
  return field !== null &&
    open.section !== 'domain' &&
    (/^domain /.test(label) || leaves(open, field, indent, blankSince))
    ? TOP
    : open;
}

/** A label of the domain ends a contact's section where the layout says so: outdented after a blank line, or inline. */
function leaves(open: Open, field: string, indent: number, blankSince: boolean): boolean {
  if (open.section === 'nameserver') return field !== 'nameserver' || indent <= open.indent;
  if (open.inline || field === 'domain') return true;
  return indent < open.indent || (blankSince && indent <= open.indent);
}

function isComment(line: string): boolean {
  return /^\s{0,4}(?:%|#|;|>>>|--\s*$|={4,}|-{4,}|\*{4,})/.test(line);
}

function indentOf(line: string): number {
  let width = 0;
  for (const character of line) {
    if (character === ' ') width += 1;
    else if (character === '\t') width += 8 - (width % 8);
    else break;
  }
  return width;
}

function splitLine(line: string, reading: Reading): { label: string | null; value: string } {
  const bracket = /^\s*(?:[a-z]{1,2}\.?\s{1,4})?\[([^\]]{1,60})\]\s*(.*)$/.exec(line);
  if (bracket) return { label: foldLabel(bracket[1] ?? ''), value: (bracket[2] ?? '').trim() };
  const leaders = /^\s*([^#:]{2,60})#[. ]*:? *(\S.*|)$/.exec(line);
  if (leaders) return { label: foldLabel(leaders[1] ?? ''), value: (leaders[2] ?? '').trim() };
  const phrase =
    /^\s*(record (?:created|expires|expired|last updated|changed|last modified) on|registered on)[\s.:]+(\S.*)$/i.exec(
      line,
    );
  if (phrase) return { label: foldLabel(phrase[1] ?? ''), value: (phrase[2] ?? '').trim() };
  const rwhois = /^domain:([A-Za-z-]{2,30})(?:;I)?:(.*)$/.exec(line);
  if (rwhois) return { label: foldLabel((rwhois[1] ?? '').replaceAll('-', ' ')), value: (rwhois[2] ?? '').trim() };
  const colon = line.indexOf(':');
  if (colon > 0 && line.slice(colon, colon + 3) !== '://') {
    const printed = line.slice(0, colon);
    const label = foldLabel(printed.length > 60 ? printed.replace(/\([^)]*\)/g, '') : printed);
    if (label !== '' && label.length <= 64 && label.split(' ').length <= 9 && !/^\d+$/.test(label)) {
      return {
        label,
        value: line
          .slice(colon + 1)
          .replace(/^[\s.:]*\.{2,}/, '')
          .replace(/^[\s:]+/, '')
          .replace(/^![A-Z]\w+$/, '')
          .trim(),
      };
    }
  }
  if (reading.columns === true) {
    const column = /^([A-Za-z][\w.-]{1,30})\s{2,}(\S.*)$/.exec(line);
    if (column) return { label: foldLabel(column[1] ?? ''), value: (column[2] ?? '').trim() };
  }
  return { label: null, value: line.trim() };
}
