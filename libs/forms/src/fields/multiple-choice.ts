import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '#foundation';
import { refuse, type FieldKind } from './field-kind.js';
import { isOption } from './options.js';

/** `checklist` and `taglist`: any of the options, none of them twice. */
export const multipleChoice: FieldKind = {
  chooses: true,
  empty: [],
  isEmpty: (value) => Array.isArray(value) && value.length === 0,
  accept(value, field, context) {
    if (!Array.isArray(value)) return refuse('type', 'phải là một danh sách', 'Hãy gửi danh sách các mục đã chọn.');
    const chosen = value as readonly JsonValue[];
    if (chosen.some((entry, index) => chosen.slice(0, index).some((earlier) => isDeepStrictEqual(earlier, entry)))) {
      return refuse('twice', 'có mục được chọn hai lần', 'Hãy chọn mỗi mục một lần.');
    }
    if (chosen.every((entry) => isOption(entry, field, context))) return { value };
    return refuse('option', 'có mục không nằm trong danh sách lựa chọn', 'Hãy chọn trong danh sách.');
  },
};
