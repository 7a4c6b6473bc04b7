export async function verifyVerb(_o: object): Promise<void> {}
