import { type Backtest, backtestForecast, type CalibrationBand } from '#sla';
import { isCalendarDate } from '#foundation';
import { parseArgs } from 'node:util';
import { type CliCommand, print, UsageError } from '../cli-command.js';
import { table } from '../server/table.js';
import { withOffice } from '../with-office.js';

export const slaBacktestCommand: CliCommand = {
  name: 'sla-backtest',
  usage: '--from <YYYY-MM-DD> --to <YYYY-MM-DD> [--json]',
  summary:
    'replays deadlines that ended in the period (UTC): what would have been foretold of them, and what became of them',
  async run(args) {
    const { values } = parseArgs({
      args,
      options: { from: { type: 'string' }, to: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    const [from, to] = [instantOf('--from', values.from), instantOf('--to', values.to)];
    if (from >= to) throw new UsageError('--from must be before --to.');
    const result = await withOffice((office) => backtestForecast(office, { from, to }));
    if (values.json) print(JSON.stringify(result));
    else print(describe(result));
  },
};

function instantOf(option: string, date: string | undefined): string {
  if (date === undefined || !isCalendarDate(date)) throw new UsageError(`Give ${option} as a date, YYYY-MM-DD.`);
  return `${date}T00:00:00.000Z`;
}

function describe({ deadlines, predictions, withoutEnoughData, brier, brierOfBaseRate, bands }: Backtest): string {
  const filled = bands.filter((band) => band.predictions > 0);
  const headings = ['foretold', 'forecasts', 'mean foretold', 'missed', '95 % of what that speaks for'];
  return [
    `${deadlines} deadlines, ${predictions} forecasts; ${withoutEnoughData} without enough data.`,
    ...(filled.length === 0 ? [] : [table(headings, filled.map(cells))]),
    `Brier score ${decimal(brier)}, of the base rate ${decimal(brierOfBaseRate)} (lower is better).`,
    'Each deadline is asked about up to three times: the forecasts are not independent of one another.',
  ].join('\n');
}

function cells({ from, to, predictions, predicted, observed, low, high }: CalibrationBand): string[] {
  return [
    `${percent(from)}–${percent(to)}`,
    `${predictions}`,
    percent(predicted),
    percent(observed),
    `${percent(low)}–${percent(high)}`,
  ];
}

function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(share * 1_000) / 10} %`;
}

function decimal(score: number | null): string {
  return score === null ? '–' : score.toFixed(4);
}
