import type { AccountSystem, HeldAccount, HeldMailbox } from '#connectors';

export interface AccountSystemUnderTest {
  readonly system: AccountSystem;
  /** Takes people into our directory, where the system needs them there. */
  enroll?(people: readonly { readonly key: string; readonly fullName: string }[]): Promise<void>;
  /** A quicker way to make many accounts than one call for each. */
  fill?(people: readonly { readonly key: string; readonly fullName: string }[]): Promise<void>;
  /** Whether somebody gets in with a name and a password. */
  maySignIn(name: string, password: string): Promise<boolean>;
  /** Makes an account there past us, and a mailbox where the system can have one. */
  makeOutside?(name: string, address: string): Promise<void>;
  close(): Promise<void>;
}

const MANY = 500;

/**
 * What every account system must do, however it does it.
 * @param options.ownTables it reads our directory itself, and nobody makes anything there past us
 */
export function itKeepsTheContract(open: () => Promise<AccountSystemUnderTest>, { ownTables = false } = {}): void {
  let under: AccountSystemUnderTest;
  let system: AccountSystem;
  beforeAll(async () => {
    under = await open();
    ({ system } = under);
  });
  afterAll(() => under.close());

  /** An account whose name is its key, for a new person. */
  const putNew = async (key: string, fullName = 'Phan Văn Cường') => {
    await under.enroll?.([{ key, fullName }]);
    return system.putAccount({ key, name: key, fullName, mail: `${key}@sct.example` });
  };
  const accounts = async () => {
    const all: HeldAccount[] = [];
    for await (const account of system.listAccounts()) all.push(account);
    return all;
  };
  const mailboxAt = async (address: string) => {
    const all: HeldMailbox[] = [];
    for await (const mailbox of system.listMailboxes()) all.push(mailbox);
    return all.find((mailbox) => mailbox.address === address);
  };

  describe('an account', () => {
    it('that is put twice is one account, and what has changed of it is brought up to date', async () => {
      const account = { key: 'cuongpv', name: 'cuongpv', fullName: 'Phan Văn Cường', mail: 'cuongpv@sct.example' };
      const first = await putNew('cuongpv');
      expect(first).toEqual({ outcome: 'created', externalId: expect.any(String) });
      expect(await system.putAccount(account)).toEqual({ ...first, outcome: 'unchanged' });
      expect((await accounts()).filter(({ name }) => name === 'cuongpv')).toEqual([
        { ...account, locked: false, externalId: first.externalId, lastUsedAt: null },
      ]);
      const changed = { ...account, fullName: 'Phan Văn Cương', mail: null };
      await under.enroll?.([{ key: 'cuongpv', fullName: 'Phan Văn Cương' }]);
      expect(await system.putAccount(changed)).toEqual({ ...first, outcome: ownTables ? 'unchanged' : 'updated' });
      expect(await system.findAccount('cuongpv')).toMatchObject(changed);
    });

    it('that is put twice at the same moment is one account', async () => {
      await under.enroll?.([{ key: 'lannt', fullName: 'Nguyễn Thị Lan' }]);
      const account = { key: 'lannt', name: 'lannt', fullName: 'Nguyễn Thị Lan', mail: null };
      const puts = await Promise.all([system.putAccount(account), system.putAccount(account)]);
      expect(puts.map(({ outcome }) => outcome).toSorted()).toEqual(['created', 'unchanged']);
      expect((await accounts()).filter(({ key }) => key === 'lannt')).toHaveLength(1);
    });

    it('keeps its key, mailboxes and password under a new name, and frees no name of others', async () => {
      await putNew('hoalt');
      await putNew('maint');
      await system.setPassword('hoalt', 'Doi-ten@2026', { mustChange: false });
      await system.putMailbox({ address: 'doi-ten@sct.example', managers: ['hoalt'], delegates: [] });
      expect(await system.renameAccount('hoalt', 'hoalth')).toBe('changed');
      expect(await system.renameAccount('hoalt', 'hoalth')).toBe('unchanged');
      expect(await system.findAccount('hoalt')).toMatchObject({ key: 'hoalt', name: 'hoalth' });
      expect(await mailboxAt('doi-ten@sct.example')).toMatchObject({ managers: ['hoalt'], delegates: [] });
      expect(await under.maySignIn('hoalth', 'Doi-ten@2026')).toBe(true);
      expect(await under.maySignIn('hoalt', 'Doi-ten@2026')).toBe(false);
      await expect(system.renameAccount('hoalt', 'maint')).rejects.toMatchObject({ code: 'connectors.name-held-by-another' });
      expect(await system.renameAccount('nobody', 'somebody')).toBe('absent');
    });

    it('lets nobody in while it is locked, and the same password again afterwards', async () => {
      await putNew('khoatd');
      await system.setPassword('khoatd', 'Khoa-lai@2026', { mustChange: false });
      expect(await under.maySignIn('khoatd', 'Khoa-lai@2026')).toBe(true);
      expect([await system.lockAccount('khoatd'), await system.lockAccount('khoatd')]).toEqual(['changed', 'unchanged']);
      expect(await system.findAccount('khoatd')).toMatchObject({ locked: true });
      expect(await under.maySignIn('khoatd', 'Khoa-lai@2026')).toBe(false);
      expect([await system.unlockAccount('khoatd'), await system.unlockAccount('khoatd')]).toEqual(['changed', 'unchanged']);
      expect(await under.maySignIn('khoatd', 'Khoa-lai@2026')).toBe(true);
      expect([await system.lockAccount('nobody'), await system.unlockAccount('nobody')]).toEqual(['absent', 'absent']);
    });

    it('takes a new password in the place of the old one', async () => {
      await putNew('quenmk');
      expect(await under.maySignIn('quenmk', '')).toBe(false);
      expect(await system.setPassword('quenmk', 'Lan-dau@2026', { mustChange: false })).toBe('changed');
      expect(await system.setPassword('quenmk', 'Lan-hai@2026', { mustChange: false })).toBe('changed');
      expect(await under.maySignIn('quenmk', 'Lan-dau@2026')).toBe(false);
      expect(await under.maySignIn('quenmk', 'Lan-hai@2026')).toBe(true);
      expect(await system.setPassword('nobody', 'Lan-hai@2026', { mustChange: true })).toBe('absent');
    });

    it('is removed once, with its place in mailboxes, but never as the last manager of one', async () => {
      await putNew('nghihuu');
      await putNew('kenhiem');
      const address = 'ban-giao@sct.example';
      await system.putMailbox({ address, managers: ['nghihuu'], delegates: ['kenhiem'] });
      await expect(system.removeAccount('nghihuu')).rejects.toMatchObject({ code: 'connectors.last-manager' });
      expect(await system.findAccount('nghihuu')).toBeDefined();
      await system.putMailbox({ address, managers: ['kenhiem'], delegates: ['nghihuu'] });
      expect([await system.removeAccount('nghihuu'), await system.removeAccount('nghihuu')]).toEqual(['changed', 'absent']);
      expect(await system.findAccount('nghihuu')).toBeUndefined();
      expect(await mailboxAt(address)).toMatchObject({ managers: ['kenhiem'], delegates: [] });
    });

    if (!ownTables) {
      it('that was made outside is found, and neither taken over nor changed', async () => {
        await under.makeOutside!('ngoailuong', 'ngoai-luong@sct.example');
        expect(await accounts()).toContainEqual(expect.objectContaining({ key: null, name: 'ngoailuong' }));
        await expect(putNew('ngoailuong')).rejects.toMatchObject({ code: 'connectors.name-held-by-another', kind: 'conflict' });
        expect(await system.lockAccount('ngoailuong')).toBe('absent');
      });
    }

    it.each(['*)(uid=*', '*', 'a,ou=people', 'a" or userName pr or userName eq "', '#+<>;=\\"', ' a ', 'công-văn', '\\2a'])(
      'whose name is written as %j is that account and no other, or is no name for our own',
      async (name) => {
        const before = (await accounts()).length;
        expect(await system.findAccount(name)).toBeUndefined();
        expect([await system.lockAccount(name), await system.removeAccount(name)]).toEqual(['absent', 'absent']);
        const put = system.putAccount({ key: name, name, fullName: `Nguyễn, ${name}`, mail: null });
        if (ownTables) await expect(put).rejects.toMatchObject({ code: 'connectors.refused' });
        else {
          expect(await put).toMatchObject({ outcome: 'created' });
          expect(await system.findAccount(name)).toMatchObject({ key: name, name, fullName: `Nguyễn, ${name}` });
          expect(await system.removeAccount(name)).toBe('changed');
        }
        expect(await accounts()).toHaveLength(before);
      },
    );

    it.each(['a\0b', 'cuongpv\u202e', 'cu\u200dongpv', 'a\nb', ''])('is refused under the name %j', async (name) => {
      const before = await accounts();
      const refused = { code: 'connectors.refused' };
      await expect(system.putAccount({ key: 'xauxi', name, fullName: 'Xấu', mail: null })).rejects.toMatchObject(refused);
      await expect(system.putAccount({ key: 'xauxi', name: 'xauxi', fullName: name, mail: null })).rejects.toMatchObject(refused);
      expect(await accounts()).toEqual(before);
    });
  });

  describe('a mailbox of a unit', () => {
    it('that is put twice is one mailbox, with the people of the last time', async () => {
      for (const key of ['truongphong', 'phophong', 'chuyenvien']) await putNew(key);
      const mailbox = { address: 'qlcn@sct.example', managers: ['truongphong'], delegates: ['chuyenvien'] };
      const first = await system.putMailbox(mailbox);
      expect(first.outcome).toBe('created');
      expect(await system.putMailbox(mailbox)).toEqual({ ...first, outcome: 'unchanged' });
      expect(await mailboxAt('qlcn@sct.example')).toEqual({ ...mailbox, ours: true, externalId: first.externalId });
      const handedOver = { ...mailbox, managers: ['phophong'], delegates: [] };
      expect(await system.putMailbox(handedOver)).toEqual({ ...first, outcome: 'updated' });
      expect(await mailboxAt('qlcn@sct.example')).toMatchObject(handedOver);
      expect([await system.removeMailbox('qlcn@sct.example'), await system.removeMailbox('qlcn@sct.example')]).toEqual(['changed', 'absent']);
      expect(await mailboxAt('qlcn@sct.example')).toBeUndefined();
    });

    it('needs everybody in it to have an account there', async () => {
      const mailbox = { address: 'khong-ai@sct.example', managers: ['khongco'], delegates: [] };
      await expect(system.putMailbox(mailbox)).rejects.toMatchObject({ code: 'connectors.refused' });
      expect(await mailboxAt('khong-ai@sct.example')).toBeUndefined();
    });

    if (!ownTables) {
      it('that was made outside is found, and neither taken over nor removed', async () => {
        const address = 'cu@sct.example';
        await putNew('nhanthu');
        await under.makeOutside!('nguoicu', address);
        expect(await mailboxAt(address)).toMatchObject({ ours: false });
        await expect(system.putMailbox({ address, managers: ['nhanthu'], delegates: [] })).rejects.toMatchObject({
          code: 'connectors.name-held-by-another',
        });
        expect(await system.removeMailbox(address)).toBe('absent');
      });
    }
  });

  it(`lists ${MANY} accounts, each once`, async () => {
    const people = Array.from({ length: MANY }, (_, index) => ({ key: `nhieu${index}`, fullName: `Người ${index}` }));
    await under.enroll?.(people);
    await under.fill?.(people);
    for (let start = 0; under.fill === undefined && start < MANY; start += 50) {
      await Promise.all(
        people.slice(start, start + 50).map(({ key, fullName }) => system.putAccount({ key, name: key, fullName, mail: null })),
      );
    }
    const listed = (await accounts()).flatMap(({ key }) => (key?.startsWith('nhieu') ? [key] : []));
    expect(listed.toSorted()).toEqual(people.map(({ key }) => key).toSorted());
  });
}
