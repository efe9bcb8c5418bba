import { Command, Option } from 'commander';
import { LEVELS } from '../report/index.js';
import { addCorpus } from './corpus/addCorpus.js';
import { compat, type CompatOptions } from './compat.js';
import { doctor } from './doctor.js';
import { addNightly } from './nightly/addNightly.js';
import { addReportMerge } from './nightly/mergeReports.js';
import { CONFIG_HELP, CORPUS_HELP, EXIT_CODES_HELP } from './helpTexts.js';
import { matrixCommand, type MatrixCommand } from './matrix.js';
import { readAnother, readCount, readDuration, readVariable } from './readOptions.js';
import { recheckFile, type RecheckOptions } from './recheckFile.js';
import { replayFiles, type ReplayOptions } from './replayFiles.js';
import { run } from './run.js';
import { configOf, placesOf, runOptions, type RunFlags } from './settings.js';
import { selfcheckInstalled } from './selfcheckInstalled.js';
import { openTerminal } from './terminal.js';
import { skewfuzzVersion } from '../runner/index.js';

const KERNELS = `
Kernels:
  echo                  the built-in echo kernel, a Node process; loses nothing
  echo:msgpackr         the same with msgpackr as its codec; loses what docs/fidelity.md says
  echo:in-process       the same without a process and sockets of its own
  typed-echo            Python, msgspec's own decoders over marimo's own types; typed-echo@0.24.0 over those of that release
  typed-echo:s.json     the same over types made of a snapshot; also typed-echo:marimo@0.24.0
  marimo                the newest marimo that this version knows, unmodified, in an environment of its own
  marimo@0.24.0         that release; also marimo@path/to/checkout and marimo@file.whl
  marimo-app-host       marimo's host of several sessions in one process; also with @ as marimo, from 0.22.0
  echo-app-host         an echo host of several sessions, a Node process
  "any command"         whatever speaks the kernel contract
`;

const REPORTS = `
Reports (--report DIR):
  report.html           for people: one file that opens offline
  report.json           all that the others are made from
  report.sarif          for code scanning; junit.xml for CI; summary.md for the page of a job, which is
                        also appended to $GITHUB_STEP_SUMMARY where that is set
  cases.jsonl           a line for each case of a run, written as it goes; observations.jsonl the same for
                        the tools of property-based testing
  reproduce/            a script in TypeScript and one in Python for each finding
`;

/** As they were typed. */
type ReplayFlags = Omit<ReplayOptions, 'corpus'> & { readonly corpus?: string; readonly config?: string };

/** The command line. Each command sets the exit code of the process. */
export function program(): Command {
  const root = new Command('skewfuzz')
    .description('Fuzzes a process with messages as a newer, older or broken peer would write them.')
    .version(skewfuzzVersion())
    .showHelpAfterError('(--help shows what there is)')
    .addHelpText(
      'after',
      `
Examples:
  $ npx skewfuzz run                                 fuzz the built-in echo kernel for a minute
  $ npx skewfuzz run --kernel marimo --max-time 5m   fuzz a real marimo kernel
  $ npx skewfuzz replay                              is anything that was ever found still there?
${EXIT_CODES_HELP}`,
    )
    .exitOverride();
  addRun(root);
  addReplay(root);
  addRecheck(root);
  addNightly(root);
  addCorpus(root);
  addReportMerge(root.command('report').description('Reports: join those of several runs.'));
  addMatrix(root);
  addCompat(root);
  addDoctor(root);
  addSelfcheck(root);
  return root;
}

function addRun(root: Command): void {
  root
    .command('run', { isDefault: false })
    .description('Fuzz one kernel until the time or the cases are used up.')
    .option(
      '--kernel <kernel>',
      'what to fuzz, see below (default: the first target of the config, else echo)',
    )
    .option('--target <name>', 'a target of the config, with all that is said of it there')
    .option('--config <file>', CONFIG_HELP)
    .option(
      '--kernel-schema <file>',
      'the snapshot by which an "any command" kernel decodes (default: any value)',
    )
    .option(
      '--host-schema <schema>',
      'the version that the host is: marimo@0.24.0, or the file of a snapshot (default: the version of the kernel)',
    )
    .option('--seed <seed>', 'a whole number or a git commit id; the same seed makes the same cases')
    .option('--runs <n>', 'cases at the most', readCount)
    .option('--max-time <time>', 'budget, such as 60s or 30m (default: 60s without --runs)', readDuration)
    .option('--shapes <a,b,...>', 'only messages of these shapes; --shapes help lists them')
    .option('--scenario <a,b,...>', 'only these scenarios; --scenario help lists them')
    .option('--faults <a,b,...>', 'only these faults, in every other case; none; --faults help lists them')
    .option('--corpus <dir>', CORPUS_HELP)
    .option('--json <file>', 'write the report as JSON')
    .option('--junit <file>', 'write the report as JUnit XML')
    .option('--report <dir>', 'write every format into a folder, report.html first; see below')
    .option('--history <file>', 'keep all that happened, for skewfuzz recheck')
    .option('--fail-fast', 'stop at the first finding', false)
    .option('--no-tap', 'marimo: do not let the kernel report what its own decoder understood')
    .option(
      '--unchecked',
      'also send what a release that reads pickle takes without a look at its types: most of it ends the kernel',
      false,
    )
    .option(
      '--env <name=value>',
      'a variable for the kernel, whose environment is clean (repeatable)',
      readVariable,
    )
    .option('--sessions <n>', 'how many sessions an app host begins with (default: 8)', readCount)
    .option('--python <python>', 'the Python of a marimo or typed-echo kernel: 3.12, or the path of one')
    .option(
      '--with <name==version>',
      'a package of such a kernel in another version: msgspec==0.20.0 (repeatable)',
      readAnother,
    )
    .addHelpText(
      'after',
      `${KERNELS}${REPORTS}
Examples:
  $ npx skewfuzz run --kernel marimo --shapes new-tag,extra-field
  $ npx skewfuzz run --kernel marimo --scenario burst
  $ npx skewfuzz run --faults freeze,stop-reading            a kernel that is stopped, a host that does not listen
  $ npx skewfuzz run --host-schema marimo@0.24.0 --kernel marimo      an older host, a newer kernel
  $ npx skewfuzz run --kernel "python my_kernel.py" --max-time 30s
  $ npx skewfuzz run --seed $(git rev-parse HEAD) --report out       then open out/report.html
${EXIT_CODES_HELP}`,
    )
    .action(async (flags: RunFlags) => {
      process.exitCode = await run(await runOptions(flags), openTerminal(process.stdout, process.stderr));
    });
}

function addReplay(root: Command): void {
  root
    .command('replay')
    .description('Run saved cases again: FIXED, FAILED or ERROR for each.')
    .argument('[paths...]', 'case files or folders of them (default: all of the corpus)')
    .option('--kernel <kernel>', 'another kernel than the one in the file')
    .option(
      '--kernel-schema <file>',
      'the snapshot by which an "any command" kernel decodes (default: any value)',
    )
    .option('--corpus <dir>', 'the corpus (default: that of the config, else corpus)')
    .option('--report <dir>', 'write every format into a folder, report.html first; see below')
    .option('--config <file>', CONFIG_HELP)
    .option('--host-schema <schema>', 'what the case was made from, where it is no version that is shipped')
    .option('--allow-code', 'send code that is not of the closed, harmless grammar to a real kernel', false)
    .option('--env <name=value>', 'a variable for the kernel (repeatable)', readVariable)
    .option('--python <python>', 'the Python of a marimo or typed-echo kernel: 3.12, or the path of one')
    .option(
      '--with <name==version>',
      'a package of such a kernel in another version: msgspec==0.20.0 (repeatable)',
      readAnother,
    )
    .addHelpText(
      'after',
      `
Examples:
  $ npx skewfuzz replay corpus/findings/marimo
  $ npx skewfuzz replay corpus/findings/echo/round-trip-lossy-1f3a9c02.json --kernel echo:msgpackr
  $ npx skewfuzz replay --report out
${REPORTS}${EXIT_CODES_HELP}`,
    )
    .action(async (paths: readonly string[], { config: path, ...flags }: ReplayFlags) => {
      const config = await configOf(path);
      const targets = config?.targets ?? [];
      const options: ReplayOptions = { ...flags, ...placesOf(flags, config), targets };
      process.exitCode = await replayFiles(paths, options, openTerminal(process.stdout, process.stderr));
    });
}

function addRecheck(root: Command): void {
  root
    .command('recheck')
    .description('Judge the history of a run again, with the oracles of today and without any kernel.')
    .argument('<file>', 'what run --history wrote')
    .option('--json <file>', 'write the report as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ npx skewfuzz run --kernel marimo --max-time 5m --history marimo.history
  $ npx skewfuzz recheck marimo.history

Exit codes: 0 valid, 1 invalid or another verdict than the run had, 2 could not judge (the run was killed), 3 no history.
`,
    )
    .action(async (file: string, options: RecheckOptions) => {
      process.exitCode = await recheckFile(file, options, openTerminal(process.stdout, process.stderr));
    });
}

function addMatrix(root: Command): void {
  root
    .command('matrix')
    .description('Every release of marimo on every Python, with a host of its own version and of the newest.')
    .option(
      '--marimo <releases>',
      'releases, ranges and paths of checkouts or wheels; a range means the releases that ship with skewfuzz',
      '..',
    )
    .option(
      '--python <a,b,...>',
      'versions or paths of interpreters (default: 3.10 to 3.14, those that are there)',
    )
    .option(
      '--host-schema <schema>',
      'the version that the host is: own, newest, 0.24.0, or the file of a snapshot (repeatable; default: own and newest)',
      readAnother,
    )
    .option('--seed <seed>', 'a whole number or a git commit id; every cell gets the same cases', '1')
    .option(
      '--cell-time <time>',
      'how long a cell fuzzes, where the time is enough',
      readDuration,
      readDuration('8s'),
    )
    .option('--max-time <time>', 'budget over all cells', readDuration, readDuration('14m'))
    .option('--corpus <dir>', 'where findings are kept and known ones are listed', 'corpus')
    .option('--json <file>', 'write every cell as JSON')
    .option('--markdown <file>', 'write the table as Markdown')
    .option('--report <dir>', 'write every format into a folder, report.html first; see below')
    .addHelpText(
      'after',
      `
A cell is one kernel: VALID, INVALID (with findings), UNKNOWN or UNAVAILABLE, and why. A finding that several cells have
is one finding: shrunk once, and its case run on other releases to see where it begins and where it ends.

Examples:
  $ npx skewfuzz matrix --marimo 0.23.3..latest
  $ npx skewfuzz matrix --marimo 0.24.0,0.25.2,../marimo --python 3.11,3.13
  $ npx skewfuzz matrix --marimo latest --host-schema own --host-schema 0.24.0 --markdown matrix.md
  $ npx skewfuzz matrix --report out
${REPORTS}${EXIT_CODES_HELP}An interpreter that was asked for and is not there could not be judged.
`,
    )
    .action(async (options: MatrixCommand) => {
      process.exitCode = await matrixCommand(options, openTerminal(process.stdout, process.stderr));
    });
}

function addCompat(root: Command): void {
  root
    .command('compat')
    .description(
      'Can an old host and a new kernel be run together, and the other way round? With a message to show for it.',
    )
    .argument('<old>', 'marimo@RELEASE, the file of a snapshot, or MODULE:TYPE of a Python package')
    .argument('<new>', 'the same')
    .option('--all', 'also the differences that are safe', false)
    .addOption(
      new Option('--fail-on <level>', 'exit with 1 at this level or worse').choices([...LEVELS].slice(0, 3)),
    )
    .option('--json <file>', 'write every row as JSON')
    .option('--markdown <file>', 'write every row as Markdown')
    .option('--no-wire', 'predict only: start nothing')
    .addHelpText(
      'after',
      `
Levels: breaks (refused), loses (read, and not as it was meant), hazard (a documented limit), safe.

Examples:
  $ npx skewfuzz compat marimo@0.24.0 marimo@0.25.2
  $ npx skewfuzz compat old.json new.json --fail-on loses --markdown compat.md
  $ npx skewfuzz compat shop_v1.messages:Command shop_v2.messages:Command
${EXIT_CODES_HELP}`,
    )
    .action(async (old: string, other: string, options: CompatOptions) => {
      process.exitCode = await compat(old, other, options, openTerminal(process.stdout, process.stderr));
    });
}

function addDoctor(root: Command): void {
  root
    .command('doctor')
    .description('What is installed, what is missing, and how to get it.')
    .action(async () => {
      process.exitCode = await doctor(openTerminal(process.stdout, process.stderr));
    });
}

function addSelfcheck(root: Command): void {
  root
    .command('selfcheck')
    .description('Prove this installation: the healthy echo must pass, planted bugs must be caught.')
    .action(async () => {
      process.exitCode = await selfcheckInstalled(openTerminal(process.stdout, process.stderr));
    });
}
