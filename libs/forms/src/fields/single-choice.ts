import { refuse, type FieldKind } from './field-kind.js';
import { isAmong, optionsOf } from './options.js';

/** `radio` and `select`: one of the options. */
export const singleChoice: FieldKind = {
  chooses: true,
  empty: null,
  isEmpty: (value) => value === '',
  accept(value, field, context) {
    if (isAmong(optionsOf(field, context), value)) return { value };
    return refuse('option', 'không có trong danh sách lựa chọn', 'Hãy chọn một mục trong danh sách.');
  },
};
