export declare const levels: Readonly<Record<string, number>>;
