import { refuse, type FieldKind } from './field-kind.js';
import { isOption } from './options.js';

/** `radio` and `select`: one of the options. */
export const singleChoice: FieldKind = {
  chooses: true,
  empty: null,
  isEmpty: (value) => value === '',
  accept(value, field, context) {
    if (isOption(value, field, context)) return { value };
    return refuse('option', 'không có trong danh sách lựa chọn', 'Hãy chọn một mục trong danh sách.');
  },
};
