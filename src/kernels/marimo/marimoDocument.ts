import {
  bodyOf,
  channelsTo,
  MARIMO_ECHO,
  MARIMO_FAIL,
  MARIMO_READERS,
  MARIMO_REPLIES,
  MARIMO_SILENT,
  MARIMO_SEND,
  MARIMO_STATE,
  repliesIn,
  taggedRecords,
  type Channel,
  type ReplyRule,
  type Schema,
  type TaggedRecord,
} from '../../schema/index.js';

/** The text of docs/marimo.md: for every command which oracle can judge it, and what it cannot see. */
export function marimoDocument(schema: Schema): string {
  const rules = repliesIn(schema, MARIMO_REPLIES);
  const rows = channelsTo(schema, 'to-kernel').flatMap((channel) => {
    const commands = taggedRecords(schema, channel.name);
    return commands.length === 0 ? [untaggedRow(channel)] : commands.map((command) => row(command, rules));
  });
  return [
    '# marimo',
    '',
    `What can be judged on a real marimo kernel, command by command (marimo ${schema.release}).`,
    '',
    'These oracles judge every command below, whatever answers it:',
    '',
    '- `round-trip` and `fifo`, by the tap: the whole command as the decoder understood it, that it came, once and in order.',
    '- `clean-decode-failure`: a frame that the decoder must refuse leaves one record in the log (on stderr, or, while a',
    '  cell or a function runs, in a `cell-op` notification), and the kernel goes on. The record does not name the channel.',
    '- `alive`: after each case a probe on every channel is answered, and the process runs.',
    '- `notification`: what the kernel says is strict JSON of a known type.',
    '',
    '`correlation` judges code that runs (`execute-scratchpad`, `execute-cells`), `merging` what becomes of elements and models.',
    '',
    'The columns say what `round-trip` and `fifo` compare beyond the tap, and without it. A reply that is owed and does not come is a',
    'finding (`fifo`). A reply known by its order alone carries nothing of its request: that it came can be counted, not',
    'for which one.',
    '',
    '| channel | command | answered by | `round-trip` compares | `fifo` judges | cannot be seen |',
    '|---|---|---|---|---|---|',
    ...rows.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`),
    '',
    '## Functions in the kernel',
    '',
    'Before anything is fuzzed the kernel runs one cell, `python/setup_cell.py`. Nothing in the installed package is',
    `changed. The cell registers functions in the namespace \`${MARIMO_ECHO.namespace}\`, called by \`invoke-function\`:`,
    '',
    `- \`${MARIMO_ECHO.functionName}\` gives its argument \`${MARIMO_ECHO.argument}\` back, whatever it is: from msgpack through the kernel's`,
    '  decoder and out through its JSON encoder. What JSON cannot say is seen as JSON says it: NaN and the infinities as',
    '  null, bytes as base64, keys as text.',
    ...MARIMO_READERS.map(
      ({ functionName, channel, item }) =>
        `- \`${functionName}\` gives back, in order, every frame that \`${channel}\` has decoded since the last call` +
        (item === 'text' ? '.' : ', encoded again as msgpack.'),
    ),
    `- \`${MARIMO_STATE.functionName}\` gives what became of an element (${named(MARIMO_STATE.elements.known)}), a part`,
    `  of another (${named(MARIMO_STATE.elements.parts)}) or a model (${named(MARIMO_STATE.models.known)})`,
    `  that the cell registers.`,
    `- \`${MARIMO_FAIL.functionName}\` raises the error whose name it gets, of a closed list.`,
    ...(MARIMO_STATE.widget === undefined
      ? []
      : [
          `- \`${MARIMO_STATE.widget.functionName}\` lets such a model send what it holds, buffers and all, as a widget does: by a \`${MARIMO_STATE.widget.op}\`.`,
        ]),
    `- \`${MARIMO_SEND.functionName}\` writes the texts of a list to the stream as they are: so a kernel says what only a newer one would say.`,
    '',
    'The kernel keeps one text on `input` that nobody reads; with a second one it goes deaf on all channels. So a probe',
    'of `input` calls the function first, and sends its text when the kernel says that it reads.',
    '',
    '## The tap',
    '',
    'With the setup cell runs `python/tap_cell.py`, unless `--no-tap` leaves it out. It gives each channel of the running process a',
    "decoder that calls the kernel's own one, and reports what that made of each frame: the command, encoded again, or the",
    'error; with its channel and number, before the command is handed on. The report is a frame on the stream in the form',
    'of the kernel contract, so the oracles judge it as they judge a typed echo. The host keeps it apart from what the kernel says.',
    '',
    'It adds to what it watches: some work of the receiver thread for each frame, and one line to the log record of a refusal. The',
    'outcomes with and without it agree (`test/runner/tap.test.ts`). Where a release keeps its decoders elsewhere nothing is',
    'reported, and each frame is counted as unknown.',
    '',
    '## Old releases',
    '',
    'Up to 0.23.2 the sockets carry pickle. The host writes it as Python would, class by class, from the schema; of what the',
    'kernel writes it reads one byte string and refuses every other opcode. A frame may name the classes of the schema and',
    'nothing else: the guard follows each frame opcode by opcode and keeps back what is not of that closed list. A pickle is',
    'not checked against types, so what the types forbid is up to the kernel: `run --unchecked` sends that too.',
    'Up to 0.19.6 the kernel sends on `input` where it should listen: nothing is sent there.',
    '',
    'This page is generated: `UPDATE_DOCS=1 npx vitest run test/kernels/marimo/marimoDocument.test.ts` writes it again.',
    '',
  ].join('\n');
}

function row({ channel, tag, record }: TaggedRecord, rules: readonly ReplyRule[]): readonly string[] {
  const own = rules.filter((rule) => rule.channel === channel.name && rule.tag === tag);
  const reader = MARIMO_READERS.find(({ channel: name }) => name === channel.name);
  const silent = MARIMO_SILENT.find((command) => command.channel === channel.name && command.tag === tag);
  const head = [channel.name, code(String(tag))];
  const answered = own.map(answeredBy).join(', ') || `nothing: ${silent?.because ?? 'unknown'}`;
  if (reader !== undefined) {
    return [
      ...head,
      answered,
      'the whole command',
      `every frame, by \`${reader.functionName}\``,
      'what it changes',
    ];
  }
  const seen = new Set(
    own
      .flatMap(({ key, repeats }) => [...(key === null ? [] : [key]), ...repeats])
      .map(({ request }) => request[0]),
  );
  const isCall = own.some(({ reply }) => reply === 'function-call-result');
  const unseen = record.fields
    .map(({ name }) => name)
    .filter((name) => !seen.has(name) && !(isCall && name === 'args'));
  const compared = record.fields
    .map(({ name }) => name)
    .filter((name) => seen.has(name))
    .map(code);
  if (isCall) compared.push(`\`args\` of \`${MARIMO_ECHO.functionName}\``);
  return [
    ...head,
    answered,
    compared.join(', ') || '-',
    own.map(fifoOf).find((text) => text !== '-') ?? '-',
    [
      ...unseen.map(code),
      ...(own.length === 0 && silent?.shows === undefined ? ['whether it was obeyed'] : []),
    ].join(', ') || '-',
  ];
}

/** A channel whose messages have no tags. */
function untaggedRow(channel: Channel): readonly string[] {
  const reader = MARIMO_READERS.find(({ channel: name }) => name === channel.name);
  const answered = 'nothing: it waits for whoever reads';
  const judged =
    reader === undefined ? ['-', '-'] : ['the whole text', `every frame, by \`${reader.functionName}\``];
  return [channel.name, `(${bodyOf(channel).type.kind})`, answered, ...judged, '-'];
}

function answeredBy({ reply, owed }: ReplyRule): string {
  switch (owed) {
    case 'each':
      return code(reply);
    case 'last':
      return `${code(reply)} (the newest is sure of it)`;
    case 'perhaps':
      return `perhaps ${code(reply)}`;
  }
}

function fifoOf({ key, owed }: ReplyRule): string {
  if (owed === 'perhaps') return '-';
  if (key === null) return 'the number of replies';
  return owed === 'last' ? 'that the newest is answered' : `each reply, by ${code(key.request.join('.'))}`;
}

function named(names: readonly string[]): string {
  return names.map(code).join(', ');
}

function code(text: string): string {
  return `\`${text}\``;
}
