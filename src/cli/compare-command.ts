import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { InputError, messageOf } from '../core/base/errors';
import { readStrategies } from '../core/comparison/strategy-list';
import type { BackendChoice } from '../core/experiment/experiment';
import { defaultBudgets } from '../worker/compare-plan';
import type { ComparisonPlan } from '../worker/compare-plan';
import type { Action } from './action';
import { driveComparison } from './drive-comparison';
import { EXIT } from './exit-codes';
import { experimentInput } from './experiment-input';
import { backendOption, integer, jsonOption, positiveInteger } from './options';
import type { Terminal } from './terminal';

interface CompareFlags {
  readonly strategies: string;
  readonly seeds: number;
  readonly firstSeed: number;
  readonly budget: number;
  readonly at?: readonly number[];
  readonly atSeconds?: readonly number[];
  readonly baseline?: string;
  readonly report?: string;
  readonly reference?: readonly number[];
  readonly jobs?: number;
  readonly out?: string;
  readonly backend?: BackendChoice;
  readonly json: boolean;
}

const EXAMPLES = `
A strategy is a kind, or its options as JSON; name=... gives it a name,
@file.json stands for a JSON array of them:
  --strategies random,local-search
  --strategies 'random,small={"kind":"genetic","populationSize":10}'
  --strategies random,@strategies.json`;

/** `nas-workbench compare <experiment>` */
export function compareCommand(action: Action): Command {
  return new Command('compare')
    .summary('compare strategies over many seeds')
    .description(
      'Searches an experiment with each strategy and each seed, and says which strategies are better and which cannot be told apart.\nA finished search is kept: Ctrl-C loses only what is under way, and the same command goes on from there, also with more seeds, strategies or budget.',
    )
    .addArgument(
      new Argument('<experiment>', 'a *.nas.json file; its strategy, budget and seed are left aside'),
    )
    .addOption(new Option('--strategies <list>', 'two or more, see below').makeOptionMandatory())
    .addOption(new Option('--seeds <n>', 'searches of each strategy').argParser(positiveInteger).default(30))
    .addOption(new Option('--first-seed <n>', 'the first of that many seeds').argParser(integer).default(1))
    .addOption(
      new Option('--budget <n>', 'evaluations of each search, in full measurements')
        .argParser(positiveInteger)
        .default(200),
    )
    .addOption(
      new Option(
        '--at <list>',
        'evaluations after which to test; a quarter, a half and all otherwise',
      ).argParser(numbers(positiveInteger)),
    )
    .addOption(
      new Option('--at-seconds <list>', 'seconds of measuring after which to test').argParser(
        numbers(positive),
      ),
    )
    .addOption(
      new Option(
        '--baseline <name>',
        'test each strategy against this one only, or against the best; each against each otherwise',
      ),
    )
    .addOption(
      new Option(
        '--metric, --report <name>',
        "a metric of the best candidate so far in place of the objective's, or hypervolume",
      ),
    )
    .addOption(
      new Option(
        '--reference <list>',
        "reference point of the hypervolume, in the objectives' order and units",
      ).argParser(numbers(finite)),
    )
    .addOption(
      new Option('--jobs <n>', 'searches at the same time; one per core otherwise').argParser(
        positiveInteger,
      ),
    )
    .addOption(
      new Option('--out <folder>', 'where the results go; .nas/compare/ beside the experiment otherwise'),
    )
    .addOption(backendOption("what trains, in place of the experiment's backend"))
    .addOption(jsonOption('print comparison.json in place of tables'))
    .addHelpText('after', EXAMPLES)
    .action((file: string, flags: CompareFlags) =>
      action(async (terminal) => {
        const input = experimentInput(file, terminal);
        if (!input) return EXIT.wrongInput;
        const { experiment } = input;
        const { backend } = flags;
        const execution = { ...experiment.execution, ...(backend === undefined ? {} : { backend }) };
        const out = flags.out === undefined ? undefined : path.resolve(terminal.folder, flags.out);
        const options = { json: flags.json, jobs: flags.jobs ?? ('auto' as const), out };
        try {
          const plan = planOf(flags, terminal);
          return await driveComparison(input.path, { ...experiment, execution }, plan, options, terminal);
        } catch (error) {
          throw namingOption(error);
        }
      }),
    );
}

/** The parts of a plan that are options here. */
const PLAN_PLACE = /^(?:strategies|seeds|at|baseline|metric|reference)\b/;

/** A wrong part of the plan is called as it was typed. */
function namingOption(error: unknown): unknown {
  if (!(error instanceof InputError) || !PLAN_PLACE.test(error.path)) return error;
  return new InputError(`--${error.path}`, error.problem);
}

function planOf(flags: CompareFlags, terminal: Terminal): ComparisonPlan {
  const { seeds, firstSeed, budget, at, atSeconds, baseline, report: metric, reference } = flags;
  return {
    strategies: readStrategies(flags.strategies, (file) => textOf(path.resolve(terminal.folder, file), file)),
    seeds: Array.from({ length: seeds }, (_, i) => firstSeed + i),
    budget,
    at: at ?? defaultBudgets(budget),
    atSeconds,
    baseline,
    metric,
    reference,
  };
}

function textOf(absolute: string, file: string): string {
  try {
    return readFileSync(absolute, 'utf8');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new InputError(file, missing ? 'there is no such file' : `cannot be read: ${messageOf(error)}`);
  }
}

/** `50,100,200`: each once. Those that are budgets come in ascending order; a reference keeps its own. */
function numbers(one: (text: string) => number): (text: string) => number[] {
  return (text) => {
    const values = text.split(',').map((part) => one(part.trim()));
    return one === finite ? values : [...new Set(values)].sort((a, b) => a - b);
  };
}

function finite(text: string): number {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) throw new InvalidArgumentError('Expected a number.');
  return value;
}

function positive(text: string): number {
  const value = finite(text);
  if (value <= 0) throw new InvalidArgumentError('Expected a number above 0.');
  return value;
}
