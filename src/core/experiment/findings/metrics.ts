import { OPTION_OF } from '../../estimator/device-options';
import type { PathStep } from '../../base/issues';
import { metricSpec } from '../../trial/metric';
import { REWARD_METRIC } from '../../trial/reward';
import type { Finding } from '../diagnose';
import type { Experiment } from '../experiment';
import { nearest } from '../nearest';
import { hintAt, metricsOf } from '../resolve';
import { finding } from './finding';

/** Objectives and constraints on metrics that do not come, twice, or that nothing can meet. */
export function metricFindings(experiment: Experiment): Finding[] {
  const { objectives, constraints } = experiment;
  return [
    ...unknownMetrics(experiment),
    ...fractionFindings(experiment),
    ...objectives.flatMap(({ metric }, i) =>
      objectives.findIndex((other) => other.metric === metric) === i
        ? []
        : [
            finding('error', 'repeated-metric', ['objectives', i, 'metric'], 'each metric once', metric, {
              removes: ['objectives', i],
            }),
          ],
    ),
    ...constraints.flatMap((constraint, i): Finding[] => {
      const { min, max } = constraint;
      if (min === undefined && max === undefined) {
        return [
          finding(
            'error',
            'empty-constraint',
            ['constraints', i],
            'at least one of the keys min, max',
            constraint,
            { removable: true },
          ),
        ];
      }
      return min !== undefined && max !== undefined && min > max
        ? [
            finding(
              'error',
              'contradictory-constraint',
              ['constraints', i, 'min'],
              `at most max (${max})`,
              min,
              {
                swap: [
                  ['constraints', i, 'min'],
                  ['constraints', i, 'max'],
                ],
              },
            ),
          ]
        : [];
    }),
  ];
}

/** Limits on fractions that are beyond 0 or 1, mostly because they are meant in percent. Not with units that a table declares. */
function fractionFindings(experiment: Experiment): Finding[] {
  if (!metricsOf(experiment)) return [];
  return experiment.constraints.flatMap((constraint, i) =>
    (['min', 'max'] as const).flatMap((end): Finding[] => {
      const limit = constraint[end];
      if (limit === undefined || (limit >= 0 && limit <= 1)) return [];
      if (metricSpec(constraint.metric).unit !== 'fraction') return [];
      const what = `a number from 0 to 1, because ${constraint.metric} is a fraction`;
      // To 12 digits: a hundredth of 93.41 is 0.9341, whatever the division makes of it.
      const choices = limit > 1 && limit <= 100 ? [Number((limit / 100).toPrecision(12))] : [];
      return [finding('warning', 'limit-out-of-range', ['constraints', i, end], what, limit, { choices })];
    }),
  );
}

function unknownMetrics(experiment: Experiment): Finding[] {
  const yielded = metricsOf(experiment);
  if (!yielded) return [];
  const available = experiment.reward ? [...yielded, REWARD_METRIC] : yielded;
  const { kind } = experiment.estimator;
  const check = (metric: string, path: readonly PathStep[], allowed: readonly string[]): Finding[] => {
    if (allowed.includes(metric)) return [];
    const guess = nearest(metric, allowed);
    const option = kind === 'training' ? OPTION_OF[metric] : undefined;
    const how = option === undefined ? hintAt(metric) : `; ${metric} with ${option}`;
    const what = `a metric that the ${kind} estimator yields (${allowed.join(', ')}${how})`;
    return [
      finding('error', 'unknown-metric', path, what, metric, { choices: guess === undefined ? [] : [guess] }),
    ];
  };
  const { reward } = experiment;
  return [
    ...(['quality', 'cost'] as const).flatMap((part) =>
      reward ? check(reward[part].metric, ['reward', part, 'metric'], yielded) : [],
    ),
    ...(['objectives', 'constraints'] as const).flatMap((part) =>
      experiment[part].flatMap(({ metric }, i) => check(metric, [part, i, 'metric'], available)),
    ),
  ];
}
