export async function exportVerb(_k: string, _o: object): Promise<void> {}
