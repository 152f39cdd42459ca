import { Experience, MOST_RUNS_OF_A_STEP } from './experience.js';

it('knows of each step its newest runs alone, as an office changes', () => {
  const experience = new Experience();
  const learn = (untilDone: number, times: number) => {
    for (let time = 0; time < times; time++) experience.learnRun('Draft', { lasted: 100, untilDone });
  };
  const runsOf = () => experience.estimate('Draft', 'incoming', { spent: 0, left: 60 });
  learn(100, MOST_RUNS_OF_A_STEP);
  learn(50, 10);
  expect(runsOf()).toMatchObject({ runs: MOST_RUNS_OF_A_STEP, late: MOST_RUNS_OF_A_STEP - 10 });
  learn(50, MOST_RUNS_OF_A_STEP);
  expect(runsOf()).toMatchObject({ runs: MOST_RUNS_OF_A_STEP, late: 0 });
});
