import { describeConfiguration, readConfiguration } from './configuration.js';

const DATABASE_URL = 'postgres://office:secret@db:5432/congvan';

describe('the configuration', () => {
  it('needs the address of Postgres and has a default for everything else', () => {
    expect(readConfiguration({ DATABASE_URL })).toMatchObject({ DATABASE_URL, PORT: 3000, OFFICE_TIME_ZONE: 'Asia/Ho_Chi_Minh' });
  });

  it('takes an empty variable as not set', () => {
    expect(readConfiguration({ DATABASE_URL, PORT: '', REDIS_URL: '' })).toMatchObject({ PORT: 3000 });
  });

  it('names every bad variable at once, each with what it is for', () => {
    const bad = () => readConfiguration({ PORT: 'eighty', OFFICE_TIME_ZONE: 'Mars/Olympus', LOG_LEVEL: 'loud' });
    expect(bad).toThrow(expect.objectContaining({ code: 'foundation.bad-configuration' }));
    for (const name of ['DATABASE_URL', 'PORT', 'OFFICE_TIME_ZONE', 'LOG_LEVEL']) expect(bad).toThrow(name);
    expect(bad).toThrow('IANA time zone');
  });

  it('needs the public address where the website is open: no request says what it is', () => {
    expect(() => readConfiguration({ DATABASE_URL, WEBSITE_PUBLIC: 'on' })).toThrow('PUBLIC_URL is not set');
    expect(() => readConfiguration({ DATABASE_URL, WEBSITE_PUBLIC: 'on', PORT: 'eighty' })).toThrow(/PORT[^]*PUBLIC_URL/);
    expect(readConfiguration({ DATABASE_URL, WEBSITE_PUBLIC: 'on', PUBLIC_URL: 'https://skhcn.example.vn' })).toMatchObject({ WEBSITE_PUBLIC: 'on' });
    expect(readConfiguration({ DATABASE_URL })).toMatchObject({ WEBSITE_PUBLIC: 'off' });
  });

  it.each(['vanphong@skhcn.example', 'Văn phòng Sở <vanphong@skhcn.example>'])('takes as sender of mail: %s', (MAIL_FROM) => {
    expect(readConfiguration({ DATABASE_URL, MAIL_FROM })).toMatchObject({ MAIL_FROM });
  });

  it.each(['Văn phòng', 'a@b, c@d', 'Văn phòng <a@b>\r\nBcc: c@d'])('takes as sender of mail no %j', (MAIL_FROM) => {
    expect(() => readConfiguration({ DATABASE_URL, MAIL_FROM })).toThrow('MAIL_FROM');
  });

  it('describes every setting', () => {
    for (const { description } of describeConfiguration()) expect(description).toMatch(/^.{10,}\.$/);
  });
});
