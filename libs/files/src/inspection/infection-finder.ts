import { AttachmentInfectedError } from '../errors.js';

/**
 * The test file by which every virus scanner is tried (EICAR, 2003). In two pieces: whole, it would make scanners take
 * this program for infected.
 */
export const EICAR = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''));

/** Looks for {@link EICAR} anywhere in content that comes in pieces. */
export class InfectionFinder {
  /** The end of what was looked at, in which the string may have begun. */
  private last: Uint8Array = new Uint8Array();

  /** @throws AttachmentInfectedError */
  look(chunk: Uint8Array): void {
    const seen = Buffer.concat([this.last, chunk]);
    if (seen.includes(EICAR)) throw new AttachmentInfectedError('EICAR-Test-File');
    this.last = seen.subarray(-(EICAR.length - 1));
  }
}
