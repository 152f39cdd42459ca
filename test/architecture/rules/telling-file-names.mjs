import { basename } from 'node:path';

const FORBIDDEN = /^(utils?|helpers?|common|misc|manager)$/;

/** ESLint rule: a file is named after what it holds. `users.utils.ts` and `job-manager.ts` hold anything. */
export const tellingFileNames = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      forbidden: '"{{word}}" says nothing about what {{file}} holds. Name the file after that; split it if it holds several things.',
    },
  },
  create(context) {
    const file = basename(context.filename);
    const word = file.split(/[.-]/).find((part) => FORBIDDEN.test(part.toLowerCase()));
    if (word === undefined) return {};
    return { Program: (node) => context.report({ node, messageId: 'forbidden', data: { word, file } }) };
  },
};
