/** Whether somebody on the way could listen; of what is no address at all that is not the fault to tell. */
export function leavesMachine(url: string): boolean {
  return URL.canParse(url) && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
}
