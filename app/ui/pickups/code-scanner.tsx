import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Text } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

/** https://developer.mozilla.org/docs/Web/API/BarcodeDetector; not in TypeScript's DOM yet */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
declare global {
  interface Window {
    BarcodeDetector?: new (options: { formats: string[] }) => Detector;
  }
}

const LOOK_EVERY = 250;

/** Scans by Shopify's own scanner in its mobile app, by the camera where the browser can read codes; else nothing is offered. */
export function CodeScanner({ onScan }: { onScan: (text: string) => void }) {
  const { t } = useTranslation("pickups");
  const shopify = useAppBridge();
  // shown in a dialog that only a person opens, so never on the server
  const [way] = useState(() => wayToScan(shopify));
  const [isOn, setOn] = useState(false);
  const [isRefused, setRefused] = useState(false);

  if (way === "none") return null;
  const scan = async () => {
    if (way === "camera") return setOn(!isOn);
    try {
      onScan((await shopify.scanner.capture()).data);
    } catch {
      setRefused(true);
    }
  };
  return (
    <BlockStack gap="200">
      <Button size="large" fullWidth onClick={() => void scan()}>
        {isOn ? t("handOver.stopScan") : t("handOver.scan")}
      </Button>
      {isOn && (
        <Camera
          onScan={onScan}
          onRefused={() => {
            setOn(false);
            setRefused(true);
          }}
        />
      )}
      {isRefused && (
        <Text as="p" tone="caution">
          {t("handOver.cameraRefused")}
        </Text>
      )}
    </BlockStack>
  );
}

function wayToScan(shopify: ReturnType<typeof useAppBridge>): "none" | "shopify" | "camera" {
  if (shopify.environment?.mobile) return "shopify";
  return window.BarcodeDetector && "mediaDevices" in navigator ? "camera" : "none";
}

function Camera({ onScan, onRefused }: { onScan: (text: string) => void; onRefused: () => void }) {
  const { t } = useTranslation("pickups");
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef({ onScan, onRefused });
  useEffect(() => {
    latest.current = { onScan, onRefused };
  }, [onScan, onRefused]);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const detector = window.BarcodeDetector && new window.BarcodeDetector({ formats: ["qr_code"] });
    const look = async () => {
      const element = video.current;
      const [code] = element && detector ? await detector.detect(element).catch(() => []) : [];
      if (isOver) return;
      if (code) latest.current.onScan(code.rawValue);
      else timer = setTimeout(() => void look(), LOOK_EVERY);
    };
    const start = async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          video: { facingMode: "environment" },
        });
        if (isOver || !video.current) return stop();
        video.current.srcObject = stream;
        await video.current.play();
        await look();
      } catch {
        if (!isOver) latest.current.onRefused();
      }
    };
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    void start();
    return () => {
      isOver = true;
      clearTimeout(timer);
      stop();
    };
  }, []);
  return (
    <video
      ref={video}
      muted
      playsInline
      aria-label={t("handOver.scanning")}
      style={{ width: "100%", borderRadius: "var(--p-border-radius-200)" }}
    />
  );
}
