import { refuse, type FieldKind } from './field-kind.js';

/** True or false; a required one must be ticked, as in form-js. */
export const checkbox: FieldKind = {
  chooses: false,
  empty: false,
  isEmpty: (value) => value === false,
  accept(value) {
    if (typeof value === 'boolean') return { value };
    return refuse('type', 'phải là có hoặc không', 'Hãy gửi true hoặc false.');
  },
};
