import { numberInWords } from './number-in-words.js';

it.each([
  [0, 'không'],
  [4, 'bốn'],
  [10, 'mười'],
  [11, 'mười một'],
  [14, 'mười bốn'],
  [15, 'mười lăm'],
  [20, 'hai mươi'],
  [21, 'hai mươi mốt'],
  [24, 'hai mươi tư'],
  [55, 'năm mươi lăm'],
  [100, 'một trăm'],
  [101, 'một trăm linh một'],
  [110, 'một trăm mười'],
  [131, 'một trăm ba mươi mốt'],
  [1000, 'một nghìn'],
  [1005, 'một nghìn không trăm linh năm'],
  [2105, 'hai nghìn một trăm linh năm'],
  [10_020, 'mười nghìn không trăm hai mươi'],
  [100_000, 'một trăm nghìn'],
  [1_000_001, 'một triệu không trăm linh một'],
  [12_345_678, 'mười hai triệu ba trăm bốn mươi lăm nghìn sáu trăm bảy mươi tám'],
  [3_000_000_000, 'ba tỷ'],
])('writes %d out as %j', (number, words) => {
  expect(numberInWords(number)).toBe(words);
});
