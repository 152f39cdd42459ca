import { type Backtest, backtestForecast, type CalibrationBand } from '#sla';
import { parseArgs } from 'node:util';
import { DAYS_OPTIONS, needed, readDays } from '../arguments.js';
import { type CliCommand, print } from '../cli-command.js';
import { designerSettings } from '../designer-settings.js';
import { table } from '../server/table.js';
import { withOffice } from '../with-office.js';

export const slaBacktestCommand: CliCommand = {
  name: 'sla-backtest',
  usage: '--from <YYYY-MM-DD> --to <YYYY-MM-DD> [--json]',
  summary:
    'replays deadlines that ended in the period, both days included, in the zone of OFFICE_TIME_ZONE: what would have been ' +
    'foretold of them, and what became of them',
  async run(args) {
    const { values } = parseArgs({
      args,
      options: { ...DAYS_OPTIONS, json: { type: 'boolean', default: false } },
    });
    const days = { from: needed(values.from, 'the first day: --from'), to: needed(values.to, 'the last day: --to') };
    const period = readDays(days, designerSettings().OFFICE_TIME_ZONE);
    const result = await withOffice((office) => backtestForecast(office, period));
    if (values.json) print(JSON.stringify(result));
    else print(describe(result));
  },
};

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
