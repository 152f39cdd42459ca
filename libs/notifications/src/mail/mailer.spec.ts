import { type AddressInfo, createServer, type Server } from 'node:net';
import { MailboxServer } from '../../../../test/support/mailbox-server.js';
import { Mailer } from './mailer.js';

const mail = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  to: { name: 'Trần Quốc Bảo', email: 'baotq@skhcn.example' },
  subject: 'Báo cáo tháng 10\r\nBcc: stranger@example.org',
  text: 'Kính gửi đồng chí.',
  attachments: [{ name: 'Báo cáo thời hạn.csv', mediaType: 'text/csv', content: Buffer.from('Đơn vị,7') }],
  sentAt: '2026-11-02T00:30:00.000Z',
};
const from = 'Văn phòng điện tử <vanphong@skhcn.example>';

let server: MailboxServer;
beforeEach(async () => {
  server = await MailboxServer.start();
});
afterEach(() => server.stop());

it('gives the mail to the mail server with its text and attachments, from the office to the person', async () => {
  await new Mailer({ url: server.url, from }).send(mail);
  const [received, ...more] = server.received;
  expect(more).toEqual([]);
  expect(received!.envelope).toEqual({ from: 'vanphong@skhcn.example', to: ['baotq@skhcn.example'] });
  expect(received!.headers).toMatchObject({
    'message-id': `<${mail.id}@skhcn.example>`,
    date: 'Mon, 02 Nov 2026 00:30:00 +0000',
    'auto-submitted': 'auto-generated',
  });
  expect(received!.text.trim()).toBe('Kính gửi đồng chí.');
  expect(received!.attachments).toEqual([{ name: 'Báo cáo thời hạn.csv', content: Buffer.from('Đơn vị,7') }]);
});

it('lets no line of a subject become a header', async () => {
  await new Mailer({ url: server.url, from }).send(mail);
  expect(server.received[0]!.headers).not.toHaveProperty('bcc');
});

it('gives up at once on an address that the mail server refuses for good', async () => {
  server.refuse('baotq@skhcn.example', 550);
  await expect(new Mailer({ url: server.url, from }).send(mail)).rejects.toMatchObject({
    name: 'PermanentFailure',
    message: expect.stringContaining('baotq@skhcn.example'),
  });
});

it('may try again where the mail server takes nothing now, or does not answer', async () => {
  server.refuse('baotq@skhcn.example', 451);
  const mailer = new Mailer({ url: server.url, from });
  const sending = () => mailer.send(mail);
  await expect(sending()).rejects.not.toMatchObject({ name: 'PermanentFailure' });
  await server.stop();
  await expect(sending()).rejects.toMatchObject({ code: 'ESOCKET' });
});

it('tells no password to a mail server without TLS', async () => {
  const heard: string[] = [];
  const eavesdropper: Server = createServer((socket) => {
    socket.write('220 mail\r\n');
    socket.on('data', (data) => {
      heard.push(data.toString());
      socket.write(data.toString().startsWith('EHLO') ? '250-mail\r\n250 AUTH PLAIN LOGIN\r\n' : '502 no\r\n');
    });
  });
  await new Promise<void>((listening) => eavesdropper.listen(0, '127.0.0.1', listening));
  const { port } = eavesdropper.address() as AddressInfo;
  await expect(new Mailer({ url: `smtp://vanphong:secret@127.0.0.1:${port}`, from }).send(mail)).rejects.toThrow();
  eavesdropper.close();
  expect(heard.join('')).not.toMatch(/AUTH (PLAIN|LOGIN)/);
});
