import type { JsonValue } from '#foundation';
import { refuse, type FieldKind } from './field-kind.js';
import { isAmong, optionsOf } from './options.js';

/** `checklist` and `taglist`: any of the options, none of them twice. */
export const multipleChoice: FieldKind = {
  chooses: true,
  empty: [],
  isEmpty: (value) => Array.isArray(value) && value.length === 0,
  accept(value, field, context) {
    if (!Array.isArray(value)) return refuse('type', 'phải là một danh sách', 'Hãy gửi danh sách các mục đã chọn.');
    const chosen = value as readonly JsonValue[];
    const options = optionsOf(field, context);
    // Asked first, so that a list without end is not compared entry by entry: more than there are cannot all differ.
    if (chosen.length > options.length || chosen.some((entry, index) => isAmong(chosen.slice(0, index), entry))) {
      return refuse('twice', 'có mục được chọn hai lần', 'Hãy chọn mỗi mục một lần.');
    }
    if (chosen.every((entry) => isAmong(options, entry))) return { value };
    return refuse('option', 'có mục không nằm trong danh sách lựa chọn', 'Hãy chọn trong danh sách.');
  },
};
